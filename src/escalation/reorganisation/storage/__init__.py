"""Storage of reorganisation: tables, and the named statements that read and write them."""
