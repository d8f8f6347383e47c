"""What happens without anyone asking: the clock, imports, housekeeping. Any number of processes may run it."""
