"""API of opinions: routes with their request and response models."""
