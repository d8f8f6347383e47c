"""API of visits: routes and their models."""
