"""Engine of webhooks: what happens without anyone asking."""
