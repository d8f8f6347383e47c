"""Storage of visits: tables, and the named statements that read and write them."""
