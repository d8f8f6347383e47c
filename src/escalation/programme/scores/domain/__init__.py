"""Domain of scores: pure rules, without database, web or clock."""
