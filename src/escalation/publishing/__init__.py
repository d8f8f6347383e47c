"""Publishing the documents a place works by: workflows, policies and calendars."""
