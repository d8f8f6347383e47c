"""API of privacy: routes and their models."""
