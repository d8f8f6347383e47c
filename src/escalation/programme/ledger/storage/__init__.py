"""Storage of the ledger: tables, and the named statements that read and write them."""
