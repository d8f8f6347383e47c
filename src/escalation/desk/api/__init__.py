"""API of the desk: routes and their models."""
