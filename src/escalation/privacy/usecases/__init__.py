"""Use cases of privacy: verbs, each one unit of work."""
