"""API of teams: routes and their models."""
