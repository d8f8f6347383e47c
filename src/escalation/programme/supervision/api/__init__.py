"""API of supervision: routes with their request and response models."""
