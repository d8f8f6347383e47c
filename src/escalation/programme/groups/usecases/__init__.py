"""Use cases of groups: verbs, each one unit of work."""
