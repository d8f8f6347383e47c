"""The feed: every event in one order, by pages or as a stream."""
