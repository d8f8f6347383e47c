"""Domain of task lists: pure rules, without database, web or clock."""
