"""Bulletins (简报): what a unit and those below it did in a period, drafted from figures, edited, published."""
