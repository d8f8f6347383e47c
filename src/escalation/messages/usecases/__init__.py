"""Use cases of messages: channels, what one wants to be told, and what one was told."""
