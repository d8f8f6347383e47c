"""Use cases of key rotation: verbs, each one unit of work."""
