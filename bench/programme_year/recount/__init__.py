"""Recount: every statistic of the programme counted once more, slowly and in plain Python, row by row."""
