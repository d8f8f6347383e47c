"""Engine of trends: what happens by itself."""
