"""Storage of meetings: tables, and the named statements that read and write them."""
