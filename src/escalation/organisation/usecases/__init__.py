"""Use cases of the organisation: verbs, each one unit of work."""
