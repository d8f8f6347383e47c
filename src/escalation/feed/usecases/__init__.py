"""Use cases of the feed: verbs, each one unit of work."""
