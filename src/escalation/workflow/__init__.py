"""The life cycle of a ticket, as data and pure functions: no clock, database or chance but what is passed in."""
