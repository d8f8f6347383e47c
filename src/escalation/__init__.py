"""Issue escalation for local government: resolve at the same level, coordinate, or escalate to the level above."""
