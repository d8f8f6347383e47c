"""The life cycle of a ticket, as data and pure functions: no clock, no database, no randomness that is not passed in."""
