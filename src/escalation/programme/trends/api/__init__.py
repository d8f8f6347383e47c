"""API of trends: routes and their models."""
