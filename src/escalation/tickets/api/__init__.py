"""API of tickets: routes with their request and response models."""
