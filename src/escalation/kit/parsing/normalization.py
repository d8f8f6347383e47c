"""What does normalization leave of a text, when only its words count for comparing and searching?"""

import re
import unicodedata

from escalation.kit.parsing.text import piles_up_marks

# Names, numbers and addresses are masked as [TEL], [NAME], … before texts reach us; the masks say nothing.
_MASK = re.compile(r"\[[A-Z_]{2,12}\]")
_NOT_A_WORD = re.compile(r"[\W_]+")


def nfkc(text: str) -> str:
    """Typed text as it is compared (Unicode NFKC): what a Chinese keyboard gives in full width is the same text.

    One that piles up marks, which nobody types, stays as it is: composing it takes quadratic time.
    """
    return text if text.isascii() or piles_up_marks(text) else unicodedata.normalize("NFKC", text)


def plain(text: str) -> str:
    """The text in compatibility form (NFKC), in small letters, without masks such as `[TEL]`."""
    return nfkc(_MASK.sub(" ", text)).casefold()


def bare(text: str) -> str:
    """The same without anything that is not a letter, an ideograph or a digit."""
    return _NOT_A_WORD.sub("", plain(text))
