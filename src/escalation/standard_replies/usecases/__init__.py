"""Use cases of standard replies: verbs, each one unit of work."""
