"""API of the ledger: routes and their models."""
