"""Domain of teams: pure rules, without database, web or clock."""
