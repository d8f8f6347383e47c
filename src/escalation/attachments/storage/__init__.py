"""Storage of attachments: tables, and the named statements that read and write them."""
