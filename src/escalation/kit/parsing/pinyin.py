"""How is a Chinese name typed by its sound? In pinyin: whole (`hailaerqu`), or the first letters alone (`hleq`).

Which of several readings a character has, pypinyin decides by the words around it: 重庆 is chongqing. What is no
ideograph stays as it is written, in small letters.
"""

import re
from typing import Final, NamedTuple

from escalation.kit.parsing.normalization import nfkc

LONGEST: Final = 60
"""Letters of a name that are looked at."""

GRAM: Final = 3
"""Letters of the pieces by which the inside of a name is found."""


class Pinyin(NamedTuple):
    """How a name is typed.

    `erhua`: the first letters with an r for each `er`, as it is abbreviated as often (hlr for 海拉尔); empty where
    there is none. `grams`: every piece of `GRAM` letters of these three, by which an index finds what stands inside.
    """

    spelling: str
    initials: str
    erhua: str
    grams: list[str]


def pinyin_of(name: str) -> Pinyin:
    """How a name is typed. Without a letter or digit in it all of it is empty."""
    # Its dictionaries are 50 megabytes, which a process that writes no names does not need.
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - see above

    parts = [part for said in lazy_pinyin(nfkc(name).lower()) if (part := _OTHER.sub("", said))]
    spelling = "".join(parts)[:LONGEST]
    initials = "".join(part[0] for part in parts)[:LONGEST]
    erhua = "".join("r" if part == "er" else part[0] for part in parts)[:LONGEST] if "er" in parts else ""
    return Pinyin(spelling, initials, erhua, grams_of(spelling, initials, erhua))


def asked_pinyin(text: str) -> str:
    """What somebody typed, as it is compared; empty if it is no pinyin: anything but letters, digits and spaces."""
    said = "".join(nfkc(text).lower().replace("ü", "v").replace("'", "").split())
    return said[:LONGEST] if _TYPED.fullmatch(said) else ""


def grams_of(*texts: str) -> list[str]:
    """Every piece of `GRAM` letters of the texts, each once, in order; none of a text that is shorter."""
    return sorted({text[n : n + GRAM] for text in texts for n in range(len(text) - GRAM + 1)})


_OTHER: Final = re.compile("[^0-9a-z]")
_TYPED: Final = re.compile("[0-9]*[a-z][0-9a-z]*")
