"""API of the console: its files, as browsers are given them."""
