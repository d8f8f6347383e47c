"""Background of statistics: roll-ups go on behind the log of events."""
