"""What does a request cost in processor time, beside something simpler that is asked in the same minutes?"""
