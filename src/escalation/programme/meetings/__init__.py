"""Meetings: joint meetings (联席会议) at intervals, an agenda of what waits, and what becomes of their decisions."""
