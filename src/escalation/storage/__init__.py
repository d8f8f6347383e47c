"""How things are kept: tables, named queries, and the one statement that applies a decision."""
