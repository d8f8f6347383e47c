"""Use cases of surveys: verbs, each one unit of work."""
