"""Engine of task lists: what happens by itself."""
