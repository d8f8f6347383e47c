"""Engine of surveys: what happens by itself."""
