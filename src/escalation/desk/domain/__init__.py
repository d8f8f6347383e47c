"""Domain of the desk: pure rules, without database, web or clock."""
