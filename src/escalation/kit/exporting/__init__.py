"""Exporting: rows written as CSV, JSON lines or a spreadsheet, a stretch at a time."""
