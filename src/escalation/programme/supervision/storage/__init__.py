"""Storage of supervision: tables, and the named statements that read and write them."""
