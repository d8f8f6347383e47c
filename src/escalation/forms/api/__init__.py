"""API of forms: routes, and the template of the page."""
