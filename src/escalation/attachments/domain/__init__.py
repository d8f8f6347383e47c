"""Domain of attachments: pure rules, without database, web or clock."""
