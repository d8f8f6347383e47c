"""Storage of the diary: tables, and the named statements that read and write them."""
