"""API of statistics: routes with their request and response models."""
