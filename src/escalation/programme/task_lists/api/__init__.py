"""API of task lists: routes and their models."""
