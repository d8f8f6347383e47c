"""Use cases of open311: verbs, each one unit of work."""
