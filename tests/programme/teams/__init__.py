"""Tests of teams against the rule."""
