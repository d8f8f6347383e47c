"""Engine of reorganisation: what happens without anyone asking."""
