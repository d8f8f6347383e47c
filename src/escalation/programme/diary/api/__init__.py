"""API of the diary: routes and their models."""
