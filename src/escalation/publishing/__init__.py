"""Publishing the documents a place works by: workflows, policies, calendars and catalogues."""
