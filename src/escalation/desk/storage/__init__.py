"""Storage of the desk: tables, and the named statements that read and write them."""
