"""Domain of bulletins: pure rules, without database, web or clock."""
