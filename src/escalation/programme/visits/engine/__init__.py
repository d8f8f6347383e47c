"""Engine of visits: what happens by itself."""
