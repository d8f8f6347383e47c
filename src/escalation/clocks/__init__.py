"""Calendars, limits and stopwatches: pure functions of values. `now` is an argument, aware and in UTC."""
