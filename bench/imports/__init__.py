"""Does it hold for real input?"""
