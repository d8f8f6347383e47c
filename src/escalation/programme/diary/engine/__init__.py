"""Engine of the diary: what it does by itself."""
