"""Domain of surveys: pure rules and values."""
