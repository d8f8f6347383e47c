"""The embedded PostgreSQL: a private server, started and stopped with this program when nobody named a database."""
