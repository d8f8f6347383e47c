"""Domain of meetings: pure rules, without database, web or clock."""
