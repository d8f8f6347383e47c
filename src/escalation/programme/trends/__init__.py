"""Trends (三确保三防止): how active units are, week by week, and an alarm where zeal fades."""
