"""Reorganisation: units that move or are dissolved while tickets are open."""
