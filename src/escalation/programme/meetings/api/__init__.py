"""API of meetings: routes and their models."""
