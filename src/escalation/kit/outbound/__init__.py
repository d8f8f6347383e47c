"""How the program reaches other machines: one guarded HTTP client."""
