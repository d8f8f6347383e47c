"""Engine of bulletins: what happens by itself."""
