"""API of sign-in: routes with their request and response models, pages, and how a caller is told."""
