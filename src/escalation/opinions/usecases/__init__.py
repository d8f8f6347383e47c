"""Use cases of opinions: verbs, each one unit of work."""
