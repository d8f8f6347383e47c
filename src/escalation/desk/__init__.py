"""Desk: what somebody keeps for their own work, saved views of lists and drafts of what they write."""
