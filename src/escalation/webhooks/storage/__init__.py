"""Storage of webhooks: tables, and the named statements that read and write them."""
