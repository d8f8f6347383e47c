"""Domain of the console: what an operator decides about it; pure."""
