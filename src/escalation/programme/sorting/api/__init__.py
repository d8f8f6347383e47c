"""API of sorting: routes and their models."""
