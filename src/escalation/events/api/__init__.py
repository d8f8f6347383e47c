"""API of events: routes with their request and response models."""
