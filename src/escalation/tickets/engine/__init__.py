"""Engine of tickets: what happens without anyone asking."""
