"""Domain of the console: what its pages may fetch beside its own files."""
