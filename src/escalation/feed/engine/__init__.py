"""Engine of the feed: what happens without anyone asking."""
