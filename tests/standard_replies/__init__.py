"""Tests of standard replies."""
