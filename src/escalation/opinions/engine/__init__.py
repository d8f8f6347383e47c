"""Engine of opinions: what happens without anyone asking."""
