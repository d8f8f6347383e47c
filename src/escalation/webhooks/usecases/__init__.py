"""Use cases of webhooks: verbs, each one unit of work."""
