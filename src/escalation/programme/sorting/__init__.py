"""Sorting (梳理汇总): the inbox of a unit in groups of one matter each, made into tickets in one go, at intervals."""
