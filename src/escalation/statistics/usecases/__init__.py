"""Use cases of statistics: verbs, each one unit of work."""
