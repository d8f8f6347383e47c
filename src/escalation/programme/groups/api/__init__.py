"""API of groups: routes and their models."""
