"""Tickets (交办单): their life cycle, deadlines, requests, orders, lists and reports."""
