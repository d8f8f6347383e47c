"""Every test by which the page on security shows something is there."""

import ast
import re
from typing import Final

from tests.support.programs import CHECKOUT

PAGE: Final = CHECKOUT / "docs/security.md"
NAMED: Final = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
RISKS: Final = {f"API{number}" for number in range(1, 11)}


def missing(page: str) -> list[str]:
    """Tests that a page names and that are not there."""
    return [f"{path}::{name}" for path, name in NAMED.findall(page) if name not in {"", *names_in(path)}]


def names_in(path: str) -> set[str]:
    """The tests of a module; that there is such a module is asserted."""
    file = CHECKOUT / path
    assert file.is_file(), path
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in found if name.startswith("test_")}


def test_every_test_that_is_named_is_there() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(NAMED.findall(page)) > 50
    assert missing(page) == []


def test_a_test_that_is_not_there_is_found() -> None:
    assert missing("`tests/docs/test_security.py::test_of_nothing`") == ["tests/docs/test_security.py::test_of_nothing"]


def test_every_line_is_shown_by_a_test() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| (API|V)\d", line)]
    assert {row.split()[1] for row in rows if row.startswith("| API")} == RISKS
    assert [row for row in rows if not NAMED.search(row)] == []
