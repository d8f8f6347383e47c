"""Storage of the feed: tables, and the named statements that read and write them."""
