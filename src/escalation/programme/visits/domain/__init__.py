"""Domain of visits: pure rules, without database, web or clock."""
