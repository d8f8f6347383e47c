"""Forms: a ticket on paper, as a page for the printer and as PDF."""
