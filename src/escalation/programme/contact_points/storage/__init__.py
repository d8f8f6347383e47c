"""Storage of contact points: tables, and the named statements that read and write them."""
