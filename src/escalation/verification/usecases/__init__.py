"""Use cases of verification: verbs, each one unit of work."""
