"""Which texts would a spreadsheet compute (formula texts)? They are written behind an apostrophe, and read without."""

from typing import Final
from unicodedata import normalize

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With what a text begins that a spreadsheet would compute (CSV injection; OWASP), in any width."""


def harmless(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{text}" if _begins(text) else text


def kept(text: str) -> str:
    """The text as a cell of a workbook, where no text is computed: as it is, unless reading it would change it."""
    return f"'{text}" if as_meant(text) != text or text.startswith('="') else text


def as_meant(cell: str) -> str:
    """What `harmless` or `kept` was given, of the cell that it made. Only `="..."` is another matter, of who reads."""
    return cell[1:] if cell.startswith("'") and _begins(cell) else cell


def _begins(text: str) -> bool:
    """Whether a formula stands there, behind apostrophes or none: a text that has some of its own comes back whole."""
    return normalize("NFKC", text.lstrip("'")[:1]).startswith(FORMULA)
