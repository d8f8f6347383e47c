"""How long does a page of a list take?"""
