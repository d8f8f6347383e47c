"""Tests of the desk: saved views and drafts."""
