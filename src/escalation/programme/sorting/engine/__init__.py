"""Engine of sorting: what happens by itself."""
