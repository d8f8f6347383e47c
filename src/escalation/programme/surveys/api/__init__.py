"""API of surveys: routes with their request and response models, and the page for citizens."""
