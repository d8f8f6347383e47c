"""Storage of open311: named statements over what others keep."""
