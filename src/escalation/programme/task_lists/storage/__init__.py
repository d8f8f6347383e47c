"""Storage of task lists: tables, and the named statements that read and write them."""
