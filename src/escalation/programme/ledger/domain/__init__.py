"""Domain of the ledger: pure rules, without database, web or clock."""
