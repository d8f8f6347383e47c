"""Storage of the organisation: tables, and the named statements that read and write them."""
