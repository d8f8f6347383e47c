"""Storage of sign-in: tables, and the named statements that read and write them."""
