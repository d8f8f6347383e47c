"""Identity without a world: which posts somebody holds, and as which of them they act."""
