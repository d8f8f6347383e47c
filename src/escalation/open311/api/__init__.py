"""API of open311: routes, and the two formats they answer in."""
