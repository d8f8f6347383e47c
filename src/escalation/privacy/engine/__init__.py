"""Engine of privacy: what happens by itself."""
