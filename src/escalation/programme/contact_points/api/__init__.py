"""API of contact points: routes and their models."""
