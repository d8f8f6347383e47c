"""Storage of messages: tables, and the named statements that read and write them."""
