"""Domain of trends: pure rules, without database, web or clock."""
