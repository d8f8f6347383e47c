"""Domain of the diary: pure rules, without database, web or clock."""
