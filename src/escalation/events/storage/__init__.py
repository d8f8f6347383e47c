"""Storage of events: tables, and the named statements that read and write them."""
