"""Storage of forms: named statements over what others keep."""
