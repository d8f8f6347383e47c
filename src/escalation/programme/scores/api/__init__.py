"""API of scores: routes and their models."""
