"""Storage of statistics: the named statements that count."""
