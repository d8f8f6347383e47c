"""The livelihood ledger (民生台账): what households of a unit ask for, until it is written off."""
