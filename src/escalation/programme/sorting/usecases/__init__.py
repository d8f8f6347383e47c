"""Use cases of sorting: verbs, each one unit of work."""
