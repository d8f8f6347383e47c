"""Outbound: how the program reaches other machines, by one guarded HTTP client."""
