"""API of the feed: routes with their request and response models."""
