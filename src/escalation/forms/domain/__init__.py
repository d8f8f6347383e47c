"""Domain of forms: what is written on them, and how; pure."""
