"""Vocabulary: what every code of the interface is called, in Chinese and English."""
