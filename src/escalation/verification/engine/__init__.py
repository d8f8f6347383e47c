"""Engine of verification: what happens by itself."""
