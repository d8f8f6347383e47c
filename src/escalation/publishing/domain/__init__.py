"""Domain of published documents: pure rules and values."""
