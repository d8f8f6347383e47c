"""Storage of standard replies: tables, and the named statements that read and write them."""
