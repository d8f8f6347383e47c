"""API of reorganisation: routes with their request and response models."""
