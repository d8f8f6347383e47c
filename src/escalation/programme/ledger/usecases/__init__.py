"""Use cases of the ledger: verbs, each one unit of work."""
