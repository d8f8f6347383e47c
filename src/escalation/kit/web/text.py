"""What text is fit to be kept and shown, and how is it cleaned?

Text is composed (Unicode NFC), so that equal words are equal, and holds nothing that deceives or breaks a reader.
Joiners, variation selectors and the Mongolian vowel separator stay: Mongolian and Uyghur are written with them.
"""

import re
import unicodedata

from pydantic_core import PydanticCustomError

from escalation.errors import N_
from escalation.kit.parsing.text import is_fit

_LINE_BREAKS = re.compile("[\t\n\r\u2028\u2029]")

# Drawn as nothing, although Unicode calls them letters, marks or symbols.
_BLANK = (
    r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_VISIBLE = re.compile(f"[^{_BLANK}]")

_EDGES = " \t\r\n\u00a0\u3000"
_NEWLINES = re.compile("\r\n?")

_MOST_MARKS = 30
_MAYBE_MARKS = re.compile(rf"[^\w\s\0-\x7f]{{{_MOST_MARKS + 1},}}")


def clean_line(text: str) -> str:
    """One line: trimmed, composed, without line breaks and controls."""
    line = text.strip(_EDGES)
    if not line.isprintable() and _LINE_BREAKS.search(line):
        raise _control_characters()
    return _composed(line)


def clean_text(text: str) -> str:
    """Several lines: as `clean_line`, but line feeds and tabs stay and other line ends become line feeds."""
    return _composed(_NEWLINES.sub("\n", text).strip(_EDGES))


def _composed(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    if not is_fit(text):
        raise _control_characters()
    if text and not _VISIBLE.search(text):
        raise PydanticCustomError("blank", N_("There is nothing to see in this text."))
    if _piles_up_marks(text):
        raise PydanticCustomError("too_many_marks", N_("This text piles too many marks on one letter."))
    return unicodedata.normalize("NFC", text)


def _control_characters() -> PydanticCustomError:
    return PydanticCustomError("control_characters", N_("This text holds control characters."))


def _piles_up_marks(text: str) -> bool:
    """More than 30 marks on one letter (UAX #15, stream-safe text): composing them takes quadratic time."""
    return len(text) > _MOST_MARKS and any(
        _longest_pile(run.group()) > _MOST_MARKS for run in _MAYBE_MARKS.finditer(text)
    )


def _longest_pile(run: str) -> int:
    longest = pile = 0
    for character in run:
        pile = pile + 1 if unicodedata.combining(character) else 0
        longest = max(longest, pile)
    return longest
