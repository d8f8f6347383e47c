"""Visits (走访): who has to visit which units and households how often, what was done of it, and what is late."""
