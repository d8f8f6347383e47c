"""Engine of supervision: what happens by itself."""
