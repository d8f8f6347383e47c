"""API of the organisation: routes with their request and response models."""
