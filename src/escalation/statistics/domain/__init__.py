"""Domain of statistics: which reports there are and what they say they count; pure."""
