"""Use cases of meetings: verbs, each one unit of work."""
