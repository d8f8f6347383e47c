"""Use cases of published documents: verbs, each one unit of work."""
