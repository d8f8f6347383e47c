"""What rates of a whole city cost from roll-ups, and what it costs to keep these."""
