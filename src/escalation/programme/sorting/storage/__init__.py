"""Storage of sorting: tables, and the named statements that read and write them."""
