"""What several parts of the bench need: databases, datasets, worker processes, servers."""
