"""Use cases of reorganisation: verbs, each one unit of work."""
