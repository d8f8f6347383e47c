"""How many deliveries a second, how late, and what do bad receivers cost the good ones?"""
