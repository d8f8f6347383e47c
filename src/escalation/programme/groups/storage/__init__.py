"""Storage of groups: tables, and the named statements that read and write them."""
