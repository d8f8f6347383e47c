"""Use cases of supervision: verbs, each one unit of work."""
