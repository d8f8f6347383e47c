"""Engine of meetings: what happens by itself."""
