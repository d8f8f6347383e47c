"""Versioned, published, immutable documents of any kind: how they are stored, compiled and found in force."""
