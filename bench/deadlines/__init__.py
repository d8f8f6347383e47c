"""How many deadlines a second, beside a baseline written by hand?"""
