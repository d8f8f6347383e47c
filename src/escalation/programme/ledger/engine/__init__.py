"""Engine of the ledger: what it does by itself."""
