"""API of bulletins: routes and their models."""
