"""Is a text fit to be kept?

Unfit are control characters other than tab and line ends, direction overrides (which make a text read otherwise than
it is written), code points that are no characters, and lone surrogates, which no UTF-8 has and PostgreSQL refuses.
"""

import re
import unicodedata

_PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNFIT = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_PLANES}]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Spaces of no width; a text of nothing else looks empty.
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]+"
)


def is_fit(text: str) -> bool:
    """Whether every character may be kept."""
    # Most texts are printable throughout, which is told much faster.
    return text.isprintable() or _UNFIT.search(text) is None


def is_unicode(text: str) -> bool:
    """Whether it has no lone surrogate: what was decoded with `surrogateescape` has one for each byte out of place."""
    return _SURROGATE.search(text) is None


def tidy(text: str) -> str:
    """The form in which a text is kept: composed (NFC), line ends as line feeds, no space around it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def looks_empty(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return _INVISIBLE.sub("", text) == ""
