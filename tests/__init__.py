"""Tests import the program as its command line does, which lets garbage collection wait (`escalation.cli`)."""

import escalation.cli  # noqa: F401
