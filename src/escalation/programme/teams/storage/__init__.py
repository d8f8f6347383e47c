"""Storage of teams: the named statements that read them."""
