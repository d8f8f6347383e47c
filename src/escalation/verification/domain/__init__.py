"""Domain of verification: pure rules of what agrees with what."""
