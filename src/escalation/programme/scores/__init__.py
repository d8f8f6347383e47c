"""Score cards (考评) of units: weighted rates, floors and grades by rules that are data."""
