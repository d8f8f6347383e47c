"""What the survey names is where docs/coverage.md says: every route, page and test that it names is there."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pytest

CHECKOUT: Final = Path(__file__).parents[2]
SOURCES: Final = CHECKOUT / "src" / "escalation"


class Row(NamedTuple):
    """A row of the table; the last four have names in backticks."""

    number: str
    mechanism: str
    zh: str
    state: str
    where: str
    routes: str
    page: str
    test: str


def rows() -> Sequence[Row]:
    page = (CHECKOUT / "docs" / "coverage.md").read_text(encoding="utf-8")
    lines = (line.strip("|").split("|") for line in page.splitlines() if re.match(r"\| \d+ \|", line))
    return [Row(*(cell.strip() for cell in cells)) for cells in lines]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def routes_of_the_document() -> set[str]:
    document = json.loads((CHECKOUT / "openapi" / "openapi.json").read_text(encoding="utf-8"))
    return {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}


def pages_of_the_console() -> set[str]:
    """The paths of the router, children with their parents'."""
    text = (CHECKOUT / "web" / "src" / "router.ts").read_text(encoding="utf-8")
    found, parent = set(), ""
    for indent, path in re.findall(r"^( *)(?:\{ )?path: '([^']*)'", text, re.MULTILINE):
        parent = path if len(indent) <= len("    ") else parent
        found.add(path if path.startswith("/") else f"{parent}/{path}".rstrip("/"))
    return found


def missing(row: Row) -> Iterator[str]:
    """What a row names and there is not."""
    yield from (place for place in named(row.where) if not (SOURCES / place).exists())
    yield from (route for route in named(row.routes) if route not in routes_of_the_document())
    yield from (page for page in named(row.page) if page not in pages_of_the_console())
    yield from (test for test in named(row.test) if not (CHECKOUT / test).is_file())


def test_every_mechanism_has_its_row() -> None:
    assert [row.number for row in rows()] == [str(number) for number in range(1, 38)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.number)
def test_what_a_row_names_is_there(row: Row) -> None:
    assert list(missing(row)) == []
    assert row.mechanism
    assert row.zh
    assert row.state == "done" or row.state.startswith("partly: ") or row.state == "not yet"
    if row.state == "not yet":
        assert not any((row.where, row.routes, row.page, row.test))
    else:
        assert named(row.where)
        assert named(row.routes)
        assert named(row.test)


def test_what_is_not_there_is_noticed() -> None:
    wrong = rows()[0]._replace(routes="`GET /v1/moons`", page="`/moon`", test="`tests/test_moon.py`", where="`moon/`")
    assert list(missing(wrong)) == ["moon/", "GET /v1/moons", "/moon", "tests/test_moon.py"]
