"""API of published documents: routes with their request and response models."""
