"""Usecases of the vocabulary: what codes are called just now."""
