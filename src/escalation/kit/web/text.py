"""What text is fit to be kept and shown, and how is it cleaned?

Text is composed (Unicode NFC), so that equal words are equal, and holds nothing that deceives or breaks a reader.
Joiners, variation selectors and the Mongolian vowel separator stay: Mongolian and Uyghur are written with them.
"""

import re
import unicodedata

from pydantic_core import PydanticCustomError

from escalation.errors import N_

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_DECEPTIVE = "\u202a-\u202e\u2066-\u2069"
_NEVER = f"\ud800-\udfff{_NONCHARACTERS}{_DECEPTIVE}"

_NOT_IN_TEXT = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f{_NEVER}]")
_NOT_IN_LINE = re.compile(f"[\0-\x1f\x7f-\x9f\u2028\u2029{_NEVER}]")

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
    return _composed(text.strip(_EDGES), _NOT_IN_LINE)


def clean_text(text: str) -> str:
    """Several lines: as `clean_line`, but line feeds and tabs stay and other line ends become line feeds."""
    return _composed(_NEWLINES.sub("\n", text).strip(_EDGES), _NOT_IN_TEXT)


def _composed(text: str, forbidden: re.Pattern[str]) -> str:
    is_printable = text.isprintable()
    if is_printable and text.isascii():
        return text
    if not is_printable and forbidden.search(text):
        raise PydanticCustomError("control_characters", N_("This text holds control characters."))
    if text and not _VISIBLE.search(text):
        raise PydanticCustomError("blank", N_("There is nothing to see in this text."))
    if _piles_up_marks(text):
        raise PydanticCustomError("too_many_marks", N_("This text piles too many marks on one letter."))
    return unicodedata.normalize("NFC", text)


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
