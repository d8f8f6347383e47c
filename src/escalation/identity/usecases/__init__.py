"""Use cases of API keys: verbs, each one unit of work."""
