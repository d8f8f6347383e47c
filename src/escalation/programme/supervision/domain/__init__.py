"""Domain of supervision: pure rules and values."""
