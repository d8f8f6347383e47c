"""Engine of messages: what happens without anyone asking."""
