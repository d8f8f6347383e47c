"""Storage of bulletins: tables, and the named statements that read and write them."""
