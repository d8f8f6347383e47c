"""Storage of publishing: who the operator let publish."""
