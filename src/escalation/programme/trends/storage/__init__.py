"""Storage of trends: tables and named statements."""
