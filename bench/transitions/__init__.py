"""How many moves a second through the whole API, beside a baseline that makes the same writes?"""
