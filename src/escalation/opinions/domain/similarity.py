"""Which texts are similar (similarity), found without comparing every text with every other?

A text is kept with three marks. Its hash is that of every text with the same words. Its bands are hashes of small
samples of its letters, each with an index: what is alike shares some of them (MinHash, Broder 1997, and
locality-sensitive hashing, Indyk and Motwani 1998). Its sketch, the letter triples whose hash is lowest, says how alike
two texts are that share one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from struct import Struct, unpack
from typing import Final

from escalation.kit.parsing.normalization import bare, nfkc

SIZE = 24
# The title is where people name the place and the matter. Its triples are taken first, up to this many, because in
# long texts about one matter they are the few words that agree.
FROM_TITLE = 16
TITLE_BANDS: Final = 8
"""Bands of one value each, over the letter pairs of the title: what is loosely alike."""
TEXT_BANDS: Final = 4
"""Bands of two values each, over the letter triples of everything: what was copied and changed a little."""

BANDS: Final = TITLE_BANDS + TEXT_BANDS
_SPAN = 3
_EIGHT: Final = Struct(f">{TITLE_BANDS}I")
_FOUR: Final = Struct(">i")


@dataclass(frozen=True, slots=True)
class TextFingerprint:
    """What is kept of a text to find those like it: field names are column names.

    `text_hash` is 8 bytes, signed. `bands` are 12 hashes of 4 bytes, signed, each comparable with that of its place
    only; none if there is not one letter.
    """

    text_hash: int
    sketch: tuple[int, ...]
    bands: tuple[int, ...]


def fingerprint_of(title: str, text: str) -> TextFingerprint:
    """The marks of an opinion; the same on every machine and in every version, as they are stored.

    Punctuation, spaces, width and case of letters and masks such as `[TEL]` make no difference.
    """
    letters_of_title, letters = bare(title), bare(text)
    of_title, of_text = _triples(letters_of_title), _triples(letters)
    ascending = sorted(of_title | of_text)
    return TextFingerprint(
        _text_hash(title, text, letters_of_title, letters),
        _sketch(of_title, of_text, ascending),
        _bands(letters_of_title, ascending),
    )


def sketch(title: str, text: str) -> tuple[int, ...]:
    """At most 24 ascending 4-byte signed integers; empty when there is not one letter."""
    return fingerprint_of(title, text).sketch


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of values two sketches have in common (Jaccard), 0 to 1; 0 if one is empty."""
    common = len(set(a).intersection(b))
    return common / (len(a) + len(b) - common) if common else 0.0


def _text_hash(title: str, text: str, letters_of_title: str, letters: str) -> int:
    # Texts without a letter are the same only if their marks are.
    words = f"{letters_of_title}\n{letters}" if letters_of_title or letters else f"\n\n{nfkc(title)}\n{nfkc(text)}"
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)


def _sketch(of_title: set[int], of_text: set[int], ascending: Sequence[int]) -> tuple[int, ...]:
    lowest = set(sorted(of_title)[:FROM_TITLE])
    of_both = (value for value in ascending if value in of_text and value not in lowest)
    return tuple(sorted(lowest.union(islice(of_both, SIZE - len(lowest)))))


def _bands(letters_of_title: str, triples: Sequence[int]) -> tuple[int, ...]:
    """The bands of ascending triples."""
    if not triples:
        return ()
    return (*_title_bands(letters_of_title), *_text_bands(triples))


def _title_bands(letters: str) -> Iterable[int]:
    """The lowest of eight hashes of each letter pair: MinHash with eight permutations."""
    hashed = map(_eight_hashes, _parts(letters, 2) or {""})
    return (_hash(f"{place} {lowest}") for place, lowest in enumerate(map(min, zip(*hashed, strict=True))))


# Titles share most of their pairs, as texts do not share their triples.
@lru_cache(maxsize=1 << 14)
def _eight_hashes(pair: str) -> tuple[int, ...]:
    return _EIGHT.unpack(blake2b(pair.encode(), digest_size=_EIGHT.size).digest())


def _text_bands(triples: Sequence[int]) -> Iterable[int]:
    """One permutation cut into bins, the lowest value of each, two bins a band (Li, Owen and Zhang 2012).

    An empty bin takes the value of the next that is not (Shrivastava and Li 2014).
    """
    bins = 2 * TEXT_BANDS
    lowest: dict[int, int] = {}
    for value in triples:
        lowest.setdefault(value % bins, value)
        if len(lowest) == bins:
            break
    filled = [next(lowest[each % bins] for each in range(at, at + bins) if each % bins in lowest) for at in range(bins)]
    return (_hash(f"{TITLE_BANDS + n} {filled[2 * n]} {filled[2 * n + 1]}") for n in range(TEXT_BANDS))


def _triples(letters: str) -> set[int]:
    # As `_hash` of each, unpacked together: nearly all the time that marks take goes by here.
    digests = b"".join([_digest(part) for part in _parts(letters, _SPAN)])
    return set(unpack(f">{len(digests) // _FOUR.size}i", digests))


def _parts(letters: str, span: int) -> set[str]:
    starts = range(max(len(letters) - span + 1, min(len(letters), 1)))
    return {letters[start : start + span] for start in starts}


def _hash(part: str) -> int:
    value: int = _FOUR.unpack(_digest(part))[0]
    return value


def _digest(part: str) -> bytes:
    # A copy of a hash that has begun takes two thirds of the time of a new one.
    begun = _BEGUN.copy()
    begun.update(part.encode())
    return begun.digest()


_BEGUN: Final = blake2b(digest_size=_FOUR.size)
