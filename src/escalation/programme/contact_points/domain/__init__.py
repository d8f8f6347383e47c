"""Domain of contact points: pure rules, without database, web or clock."""
