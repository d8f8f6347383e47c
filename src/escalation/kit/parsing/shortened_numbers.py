"""Shortened numbers: has a spreadsheet written a long number in scientific notation, and lost its last digits?"""

import re
from typing import Final

from escalation.errors import N_, Fault
from escalation.kit.parsing.normalization import nfkc

# Without a sign, `2E5` may be a code; with a fraction it is none.
_SHORTENED: Final = re.compile(r"[0-9](([.,][0-9]+)?[Ee]\+|[.,][0-9]+[Ee])[0-9]{1,3}")


def is_shortened_number(text: str) -> bool:
    """Whether it looks like `2.02607E+16`, with whatever decimal mark and width of letters."""
    return _SHORTENED.fullmatch(nfkc(text)) is not None


def shortened_number(line: int, name: str) -> Fault:
    """What is wrong with such a field of a line, and what can be done."""
    detail = N_(
        "A spreadsheet has shortened the number in the field {name} and its last digits are lost. Export the file anew "
        "with this column formatted as text, and do not save it from a spreadsheet that opened it as numbers."
    )
    return Fault(f"line {line}", "shortened_number", detail, {"name": name})
