"""What may callers ask for, and what is common to all they ask?"""
