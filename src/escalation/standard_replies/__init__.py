"""Standard replies: what a unit and those below it say again and again, with placeholders that are filled in."""
