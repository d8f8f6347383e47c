"""Use cases of visits: verbs, each one unit of work."""
