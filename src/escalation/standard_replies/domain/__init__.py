"""Domain of standard replies: pure rules, without database, web or clock."""
