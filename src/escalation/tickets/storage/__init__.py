"""Storage of tickets: tables, and the named statements that read and write them."""
