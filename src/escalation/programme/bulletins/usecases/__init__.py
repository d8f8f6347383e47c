"""Use cases of bulletins: verbs, each one unit of work."""
