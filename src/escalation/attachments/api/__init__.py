"""API of attachments: routes and their models."""
