"""Which texts are similar (similarity), found without comparing every text with every other?

A sketch is a fixed, small sample of the letter triples of a text: those whose hash is lowest (a bottom-k sketch, Broder
1997). Texts that share much share values of their sketches, so an index over the values finds the candidates.
"""

from collections.abc import Sequence
from hashlib import blake2b

from escalation.kit.parsing.normalization import bare

SIZE = 24
# The title is where people name the place and the matter. Its triples are taken first, up to this many, because in
# long texts about one matter they are the few words that agree.
FROM_TITLE = 16
_SPAN = 3


def sketch(title: str, text: str) -> tuple[int, ...]:
    """At most 24 ascending 4-byte signed integers; empty when there is not one letter.

    The same on every machine and in every version: stored sketches stay comparable. Punctuation, spaces, width and
    case of letters and masks such as `[TEL]` make no difference.
    """
    of_title = _lowest(_triples(title), FROM_TITLE)
    of_text = _lowest(_triples(text).difference(of_title), SIZE - len(of_title))
    return tuple(sorted({*of_title, *of_text}))


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of values two sketches have in common (Jaccard), 0 to 1; 0 if one is empty."""
    common = len(set(a).intersection(b))
    return common / (len(a) + len(b) - common) if common else 0.0


def _triples(text: str) -> set[int]:
    letters = bare(text)
    starts = range(max(len(letters) - _SPAN + 1, min(len(letters), 1)))
    return {_hash(letters[start : start + _SPAN]) for start in starts}


def _lowest(values: set[int], count: int) -> list[int]:
    return sorted(values)[:count]


def _hash(triple: str) -> int:
    return int.from_bytes(blake2b(triple.encode(), digest_size=4).digest(), "big", signed=True)
