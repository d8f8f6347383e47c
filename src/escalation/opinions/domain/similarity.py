"""Which texts are similar (similarity), found without comparing every text with every other?

A text is kept with three marks. Its hash is that of every text with the same words. Its bands are hashes of small
samples of its letters, each with an index: what is alike shares some of them (MinHash, Broder 1997, and
locality-sensitive hashing, Indyk and Motwani 1998). Its sketch, the letter triples whose hash is lowest, says how alike
two texts are that share one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    return TextFingerprint(
        _text_hash(title, text, letters_of_title, letters),
        _sketch(of_title, of_text),
        _bands(letters_of_title, of_title | of_text),
    )


def sketch(title: str, text: str) -> tuple[int, ...]:
    """At most 24 ascending 4-byte signed integers; empty when there is not one letter."""
    return _sketch(_triples(bare(title)), _triples(bare(text)))


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of values two sketches have in common (Jaccard), 0 to 1; 0 if one is empty."""
    common = len(set(a).intersection(b))
    return common / (len(a) + len(b) - common) if common else 0.0


def _text_hash(title: str, text: str, letters_of_title: str, letters: str) -> int:
    # Texts without a letter are the same only if their marks are.
    words = f"{letters_of_title}\n{letters}" if letters_of_title or letters else f"\n\n{nfkc(title)}\n{nfkc(text)}"
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)


def _sketch(of_title: set[int], of_text: set[int]) -> tuple[int, ...]:
    lowest = _lowest(of_title, FROM_TITLE)
    of_both = _lowest(of_text.difference(lowest), SIZE - len(lowest))
    return tuple(sorted({*lowest, *of_both}))


def _bands(letters_of_title: str, triples: set[int]) -> tuple[int, ...]:
    if not triples:
        return ()
    return (*_title_bands(letters_of_title), *_text_bands(triples))


def _title_bands(letters: str) -> Iterable[int]:
    """The lowest of eight hashes of each letter pair: MinHash with eight permutations."""
    pairs = _parts(letters, 2) or {""}
    hashed = (_EIGHT.unpack(blake2b(pair.encode(), digest_size=_EIGHT.size).digest()) for pair in pairs)
    return (_signed(place, min(values)) for place, values in enumerate(zip(*hashed, strict=True)))


def _text_bands(triples: set[int]) -> Iterable[int]:
    """One permutation cut into bins, the lowest value of each, two bins a band (Li, Owen and Zhang 2012).

    An empty bin takes the value of the next that is not (Shrivastava and Li 2014).
    """
    bins = 2 * TEXT_BANDS
    lowest: dict[int, int] = {}
    for value in sorted(triples):
        lowest.setdefault(value % bins, value)
        if len(lowest) == bins:
            break
    filled = [next(lowest[each % bins] for each in range(at, at + bins) if each % bins in lowest) for at in range(bins)]
    return (_signed(TITLE_BANDS + band, *filled[2 * band : 2 * band + 2]) for band in range(TEXT_BANDS))


def _signed(*values: int) -> int:
    return _hash(" ".join(map(str, values)))


def _triples(letters: str) -> set[int]:
    # As `_hash` of each, unpacked together: nearly all the time that marks take goes by here.
    parts = _parts(letters, _SPAN)
    digests = b"".join([blake2b(part.encode(), digest_size=_FOUR.size).digest() for part in parts])
    return set(unpack(f">{len(parts)}i", digests))


def _parts(letters: str, span: int) -> set[str]:
    starts = range(max(len(letters) - span + 1, min(len(letters), 1)))
    return {letters[start : start + span] for start in starts}


def _lowest(values: set[int], count: int) -> list[int]:
    return list(islice(sorted(values), count))


def _hash(part: str) -> int:
    value: int = _FOUR.unpack(blake2b(part.encode(), digest_size=_FOUR.size).digest())[0]
    return value
