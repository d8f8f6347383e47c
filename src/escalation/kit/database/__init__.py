"""The database: its connection, columns, clock, ids and migrations."""
