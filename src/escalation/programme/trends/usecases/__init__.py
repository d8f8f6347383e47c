"""Use cases of trends: verbs, each one unit of work."""
