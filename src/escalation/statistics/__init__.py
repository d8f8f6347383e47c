"""Statistics: how many tickets are or were late, where, under whom, and how many were answered on time."""
