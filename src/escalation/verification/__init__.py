"""Verification: every invariant recomputed from what is stored."""
