"""Webhooks: endpoints, their secrets, and deliveries that are signed, retried and logged."""
