"""Domain of groups: pure rules and values, without database, web or clock."""
