"""The verbs: one function, one unit of work. Read, decide, apply."""
