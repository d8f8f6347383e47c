"""API of API keys: routes with their request and response models."""
