"""Use cases of attachments: verbs, each one unit of work."""
