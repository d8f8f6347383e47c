"""Every test is run by exactly one of the suites in the Makefile, however it is marked."""

import re
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from _pytest.mark.expression import Expression

from tests.conftest import SLOW

MARKS: Final = "slow", "torture", "browser"
MAKEFILE: Final = Path("Makefile").read_text(encoding="utf-8")
CHECKED: Final = "test", "test-slow"


def asked(target: str) -> Expression:
    """Which tests a target runs, by their marks."""
    (found,) = re.findall(rf'^{target}:.*\n\t.*pytest .*-m (?:"([^"]+)"|(\w+))', MAKEFILE, re.MULTILINE)
    return Expression.compile(found[0] or found[1])


@pytest.mark.parametrize("marked", list(product((False, True), repeat=len(MARKS))))
def test_whatever_is_neither_torture_nor_for_a_browser_is_run_once_by_a_check(marked: tuple[bool, ...]) -> None:
    marks = {mark for mark, has in zip(MARKS, marked, strict=True) if has}

    def has(name: str, /, **_: object) -> bool:
        return name in marks

    times = sum(asked(target).evaluate(has) for target in CHECKED)
    assert times == (0 if marks & {"torture", "browser"} else 1)


def test_a_check_runs_both() -> None:
    (needed,) = re.findall(r"^check:(.*?)##", MAKEFILE, re.MULTILINE)
    assert set(CHECKED) <= set(needed.split())


@pytest.mark.parametrize("name", sorted(SLOW))
def test_folders_that_are_slow_exist(name: str) -> None:
    assert [each for each in Path("tests").rglob(name) if each.is_dir() and any(each.glob("test_*.py"))]
