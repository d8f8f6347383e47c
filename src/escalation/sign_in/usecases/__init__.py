"""Use cases of sign-in: verbs, each one unit of work."""
