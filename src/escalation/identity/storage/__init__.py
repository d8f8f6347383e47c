"""Storage of API keys: tables, and the named statements that read and write them."""
