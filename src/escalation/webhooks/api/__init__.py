"""API of webhooks: routes with their request and response models."""
