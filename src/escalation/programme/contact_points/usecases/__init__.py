"""Use cases of contact points: verbs, each one unit of work."""
