"""Guidance teams (引领工作队) against the rule: who may lead one, and who has to be in it."""
