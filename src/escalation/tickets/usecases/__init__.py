"""Use cases of tickets: verbs, each one unit of work."""
