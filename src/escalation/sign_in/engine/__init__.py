"""Engine of sign-in: what has ended is thrown away after a while."""
