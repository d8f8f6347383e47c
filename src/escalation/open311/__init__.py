"""Open311: opinions as others know them, by the GeoReport v2 specification; nothing of its own but the form."""
