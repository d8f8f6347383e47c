"""API of verification: routes and their models."""
