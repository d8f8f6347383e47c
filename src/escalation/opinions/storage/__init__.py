"""Storage of opinions: tables, and the named statements that read and write them."""
