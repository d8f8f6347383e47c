"""Use cases of the desk: verbs, each one unit of work."""
