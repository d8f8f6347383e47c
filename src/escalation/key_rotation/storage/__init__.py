"""Storage of key rotation: tables, and the named statements that read and write them."""
