"""The diary of cadres (民情日记): what people said on the way, graded by those above, and what became of it."""
