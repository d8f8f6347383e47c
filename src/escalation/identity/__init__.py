"""Who calls: API keys, their roles and their ends."""
