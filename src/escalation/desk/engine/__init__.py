"""Engine of the desk: what happens by itself."""
