"""Attachments: photos and documents that belong to an opinion or a ticket, and are seen by who sees it."""
