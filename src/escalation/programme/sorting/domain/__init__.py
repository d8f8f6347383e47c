"""Domain of sorting: pure rules, without database, web or clock."""
