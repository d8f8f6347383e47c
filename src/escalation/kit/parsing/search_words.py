"""By which words is a text found? Search words: neighbouring ideographs in pairs, and whole words of other scripts.

The database cuts what is stored in the same way (`search_words` of the migrations), and an index has the words; here
is cut what somebody looks for. A test holds the two against each other.
"""

import re
from collections.abc import Iterator
from typing import Final

from escalation.kit.parsing.normalization import nfkc

MOST_WORDS: Final = 8
"""Words of a search that an index is asked for, the longest first; all of it has to stand in the text besides."""

LONGEST_WORD: Final = 40

_IDEOGRAPHS: Final = r"\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF"
_PARTING: Final = r"\u0000-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u2000-\u206F\u3000-\u303F\uFF00-\uFFEF"
_RUNS: Final = re.compile(f"([{_IDEOGRAPHS}]+)|([^{_IDEOGRAPHS}{_PARTING}]+)")


def search_words(text: str) -> list[str]:
    """Every word by which a text is found, each once, in the order of their bytes."""
    return sorted(set(_words(text, lone=True)), key=str.encode)


def asked_words(text: str) -> list[str]:
    """The words by which an index is asked for a text; none for a single ideograph, of which there is no index."""
    return sorted(set(_words(text, lone=False)), key=lambda word: (-len(word), word))[:MOST_WORDS]


def asked_terms(text: str) -> list[str]:
    """What has to stand in a text that is found: the parts of a search between spaces, compared in small letters."""
    return nfkc(text).lower().split()


def asked_patterns(text: str) -> list[str]:
    """The same for SQL's LIKE with its usual escape: each anywhere in the text, and nothing in it is special."""
    escaped = (term.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") for term in asked_terms(text))
    return [f"%{term}%" for term in escaped]


def _words(text: str, *, lone: bool) -> Iterator[str]:
    for run, word in _RUNS.findall(nfkc(text).lower()):
        if word:
            yield word[:LONGEST_WORD]
        elif len(run) > 1:
            yield from (run[n : n + 2] for n in range(len(run) - 1))
        elif lone:
            yield run
