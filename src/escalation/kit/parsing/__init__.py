"""Parsing of what people hand in: CSV and JSONL lines, YAML and JSON documents, text that is fit to be kept."""
