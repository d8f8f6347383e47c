"""Use cases of the diary: verbs, each one unit of work."""
