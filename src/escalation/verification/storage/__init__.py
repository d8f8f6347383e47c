"""Storage of verification: tables, and the named statements that read and write them."""
