"""Use cases of task lists: verbs, each one unit of work."""
