"""Use cases of scores: verbs, each one unit of work."""
