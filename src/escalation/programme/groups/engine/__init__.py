"""Engine of groups: what happens by itself."""
