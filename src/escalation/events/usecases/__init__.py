"""Use cases of events: verbs, each one unit of work."""
