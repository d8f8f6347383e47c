"""Use cases of forms: verbs, each one unit of work."""
