"""Answers are kept in the browser by their keys: what grows page by page has keys of its own.

A list that is read once and one that goes on are kept in different shapes. Where both have one key, whoever comes from
the one page to the other finds the wrong shape there, and sees nothing at all.
"""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

SOURCES: Final = Path("web/src")
_QUERY: Final = r"(?P<query>useQuery|useInfiniteQuery|useQueries)\(\{\s*(?://[^\n]*\s*)*queryKey: \[(?P<key>[^\]]*)\]"
_PAGES: Final = r"(?P<pages>usePages)(?:<[^(]*>)?\(\[(?P<listed>[^\]]*)\]"
_KEY: Final = re.compile(f"{_QUERY}|{_PAGES}")

Key = tuple[str | None, ...]
"""Its parts, of which `None` may be anything."""


def parts(text: str) -> Key:
    named = (re.fullmatch(r"'([^']*)'", part.strip()) for part in text.split(","))
    return tuple(found[1] if found else None for found in named)


def keys(text: str) -> Iterator[tuple[bool, Key]]:
    """Every key that a source names, and whether what is kept there goes on."""
    for found in _KEY.finditer(text):
        goes_on = found["pages"] is not None or found["query"] == "useInfiniteQuery"
        yield goes_on, parts(found["key"] or found["listed"])


def may_be_one(one: Key, other: Key) -> bool:
    return len(one) == len(other) and all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def clashes(texts: Iterator[str]) -> list[tuple[Key, Key]]:
    found = [each for text in texts for each in keys(text)]
    growing = {key for goes_on, key in found if goes_on}
    others = {key for goes_on, key in found if not goes_on}
    return [(one, other) for one, other in product(growing, others) if may_be_one(one, other)]


def test_no_list_that_grows_shares_its_key_with_something_else() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*") if path.suffix in {".vue", ".ts"}]
    assert sum(1 for text in texts for _ in keys(text)) > 100
    assert clashes(iter(texts)) == []


def test_two_pages_that_keep_their_lists_at_one_place_are_found() -> None:
    wall = "useQuery({\n  // A page.\n  queryKey: ['tickets', lying],"
    list_ = "useInfiniteQuery({\n  queryKey: ['tickets', asked],"
    assert clashes(iter([wall, list_])) == [(("tickets", None), ("tickets", None))]
    assert clashes(iter([wall.replace("lying", "'late', lying"), list_])) == []
