"""Domain of privacy: pure rules, without database, web or clock."""
