"""Words and secrets of a district: each thing in it has a word of its own, which answers and logs are searched for."""

import re
from collections.abc import Iterable
from typing import Final

import httpx2

from tests.support.district import District
from tests.support.told import Told

WORD: Final = re.compile(r"canary[0-9]+x")
SECRET: Final = re.compile(
    r"secret[0-9]+x|(?<![0-9.])1390000[0-9]{4}(?![0-9])|esk_[A-Za-z0-9_-]{8}|whsec_[A-Za-z0-9+/]{8}"
)


def everything(answers: Iterable[httpx2.Response]) -> str:
    """Heads and bodies, as one text."""
    return "\n".join(f"{answer.headers}\n{answer.text}" for answer in answers)


def words_told(told: Told) -> set[str]:
    """The words of things that somebody was told."""
    return set(WORD.findall(everything(told.answers.values())))


def secrets_told(told: Told, district: District) -> list[str]:
    """Names, contacts and keys that nobody may be told, and codes of citizens."""
    text = everything(told.answers.values())
    return [*SECRET.findall(text), *(code for code in district.codes.values() if code in text)]
