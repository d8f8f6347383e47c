"""Use cases of teams: verbs, each one unit of work."""
