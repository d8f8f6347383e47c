"""Storage of surveys: tables, and the named statements that read and write them."""
