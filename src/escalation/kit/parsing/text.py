"""What text is fit to be kept and shown, and how is it cleaned?

Text is composed (Unicode NFC), so that equal words are equal, and holds nothing that deceives or breaks a reader.
Joiners, variation selectors and the Mongolian vowel separator stay: Mongolian and Uyghur are written with them.
Whatever comes in keeps these rules, by a request or by a file.
"""

import re
import unicodedata

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

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85]")
# What copying and old encodings leave behind. Of the marks of direction those stay, and are refused, that turn letters
# around; a NUL tells that the whole text was decoded wrongly.
_HARMLESS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202d\u2066-\u2069]")


class UnfitText(ValueError):
    """A text that may not be kept: a stable code, and a sentence (a message id) that quotes nothing."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(code)


def clean_line(text: str) -> str:
    """One line: trimmed, composed, without line breaks and controls. Raises `UnfitText`."""
    return _composed(text.strip(_EDGES), _NOT_IN_LINE)


def clean_text(text: str) -> str:
    """Several lines: as `clean_line`, but line feeds and tabs stay and other line ends become line feeds."""
    return _composed(_NEWLINES.sub("\n", text).strip(_EDGES), _NOT_IN_TEXT)


def _composed(text: str, forbidden: re.Pattern[str]) -> str:
    is_printable = text.isprintable()
    if is_printable and text.isascii():
        return text
    if not is_printable and forbidden.search(text):
        raise UnfitText("control_characters", N_("This text holds control characters."))
    if text and not _VISIBLE.search(text):
        raise UnfitText("blank", N_("There is nothing to see in this text."))
    if piles_up_marks(text):
        raise UnfitText("too_many_marks", N_("This text piles too many marks on one letter."))
    return unicodedata.normalize("NFC", text)


def piles_up_marks(text: str) -> bool:
    """More than 30 marks on one letter (UAX #15, stream-safe text): composing them takes quadratic time."""
    return len(text) > _MOST_MARKS and any(_piles_up(run.group()) for run in _MAYBE_MARKS.finditer(text))


def _piles_up(run: str) -> bool:
    """Ends at the first pile that is too high: a megabyte of marks costs no more than thirty."""
    pile = 0
    for character in run:
        pile = pile + 1 if unicodedata.combining(character) else 0
        if pile > _MOST_MARKS:
            return True
    return False


def without_controls(text: str) -> str:
    """The text of a file without control characters that nobody sees or meant; line ends become line feeds."""
    return text if text.isprintable() else _HARMLESS.sub("", _LINE_ENDS.sub("\n", text))


def is_fit(text: str) -> bool:
    """Whether every character may be kept."""
    # Most texts are printable throughout, which is told much faster.
    return text.isprintable() or _NOT_IN_TEXT.search(text) is None


def is_unicode(text: str) -> bool:
    """Whether it has no lone surrogate: a file that was decoded has one for each byte out of place."""
    return _SURROGATE.search(text) is None


def tidy(text: str) -> str:
    """The form in which a text is kept: composed (NFC), line ends as line feeds, no space around it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def looks_empty(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return _VISIBLE.search(text) is None
