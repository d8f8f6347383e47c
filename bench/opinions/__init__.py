"""Bench of opinions: are the similar ones found, and is the category suggested that people would give?"""
