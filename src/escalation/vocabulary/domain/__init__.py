"""Domain of the vocabulary: pure data."""
