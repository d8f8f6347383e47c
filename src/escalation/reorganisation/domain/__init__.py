"""Domain of reorganisation: pure rules and values; no database, web, clock or chance but what is passed in."""
