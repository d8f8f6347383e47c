"""Forms: a ticket with all that belongs to it, as a page of a front end, as a page for the printer and as PDF."""
