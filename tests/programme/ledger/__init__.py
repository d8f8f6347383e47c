"""Tests of the livelihood ledger."""
