"""API of standard replies: routes and their models."""
