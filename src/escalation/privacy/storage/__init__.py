"""Storage of privacy: tables, and the named statements that read and write them."""
