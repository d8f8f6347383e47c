"""API of the vocabulary: routes."""
