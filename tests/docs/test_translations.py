"""Who runs the program and reads Chinese is told the same: outline, commands, tables, and whatever has a name."""

import re
from typing import Final

from tests.support.programs import CHECKOUT

ENGLISH: Final = "docs/operating.md"
CHINESE: Final = "docs/operating.zh-CN.md"
BLOCK: Final = re.compile(r"^```\w*\n.*?^```", re.DOTALL | re.MULTILINE)
NAMED: Final = re.compile(
    r"ESCALATION_[A-Z_]+|(?:GET|POST|PATCH|PUT|DELETE) /[^ `]+|escalation_[a-z_]+|--[a-z-]+|I\d\d"
)


def text_of(page: str) -> str:
    return (CHECKOUT / page).read_text(encoding="utf-8")


def outline(text: str) -> list[int]:
    """How deep each heading is."""
    return [len(marks) for marks in re.findall(r"^(#+) ", BLOCK.sub("", text), re.MULTILINE)]


def commands(text: str) -> list[str]:
    """What is run, without remarks."""
    return [re.sub(r" +#[^\n]*[^\n\x00-\x7f#][^\n]*| +# [^\n]*", "", block) for block in BLOCK.findall(text)]


def tables(text: str) -> list[list[str]]:
    """What stands in the first column of each row, if it is a name."""
    runs = re.findall(r"(?:^\|.*\n)+", BLOCK.sub("", text), re.MULTILINE)
    return [[" ".join(re.findall(r"`[^`]+`", row.split(" | ")[0])) for row in run.splitlines()] for run in runs]


def named(text: str) -> set[str]:
    return set(NAMED.findall(BLOCK.sub("", text)))


def test_the_page_says_the_same_in_both_languages() -> None:
    ours, theirs = text_of(ENGLISH), text_of(CHINESE)
    assert outline(theirs) == outline(ours)
    assert commands(theirs) == commands(ours)
    assert tables(theirs) == tables(ours)
    assert named(theirs) ^ named(ours) == set()


def test_what_is_left_out_is_noticed() -> None:
    text = text_of(CHINESE)
    assert outline(text.replace("### 两个角色", "**两个角色**")) != outline(text)
    assert tables(re.sub(r"^\| `ESCALATION_MIGRATE`.*\n", "", text, flags=re.MULTILINE)) != tables(text)
    assert commands(text.replace("--part", "")) == commands(text)
    assert named(text.replace("--part", "")) != named(text)
