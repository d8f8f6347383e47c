"""Everything a caller or an operator is told exists in Chinese and English."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import escalation
from escalation.texts import CATALOGUE, Language, pick_language, translate

SOURCE = Path(escalation.__file__).parent
ENTRIES = {
    str(message.id): message
    for message in read_po(BytesIO(files("escalation.texts").joinpath(CATALOGUE).read_bytes()), locale="zh_Hans")
    if message.id
}


@cache
def marked() -> set[str]:
    """What the sources mark as a text; found out by who asks, and not by everybody who collects tests."""
    sources = [file for file in SOURCE.rglob("*.py") if b"N_(" in file.read_bytes()]
    extracted = [extract_from_file("python", file, keywords={"N_": None}) for file in sources]
    return {str(message) for found in extracted for _, message, *_ in found}


def _placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_is_translated() -> None:
    assert marked() - ENTRIES.keys() == set()


def test_no_translation_is_left_of_a_text_that_is_gone() -> None:
    assert ENTRIES.keys() - marked() == set()


def faults(text: str, entry: Message) -> Iterator[str]:
    """What is wrong with the translation of a text."""
    if not re.search("[\u4e00-\u9fff]", str(entry.string)):
        yield "not Chinese"
    if entry.fuzzy:
        yield "not finished"
    if _placeholders(str(entry.string)) != _placeholders(text):
        yield "other placeholders"
    if (translate(text, "zh"), translate(text, "en")) != (entry.string, text):
        yield "not what callers are told"


def test_translations_are_chinese_finished_and_have_the_same_placeholders() -> None:
    assert {text: wrong for text, entry in ENTRIES.items() if (wrong := [*faults(text, entry)])} == {}


def test_a_translation_that_is_none_is_found_out() -> None:
    text = "No unit {code}."
    told = [*faults(text, Message(text, "No unit.", flags=["fuzzy"]))]
    assert told == ["not Chinese", "not finished", "other placeholders", "not what callers are told"]


def test_a_text_that_is_not_in_the_catalogue_stays_as_it_is() -> None:
    assert translate("No such text.", "zh") == "No such text."
    assert translate("", "zh") == ""


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hant-TW", "zh"),
        ("ZH-hans", "zh"),
        ("en", "en"),
        ("en-GB;q=0.7, zh;q=0.3", "en"),
        ("zh;q=0.3, en-GB;q=0.7", "en"),
        ("fr, de;q=0.9, en;q=0.1", "en"),
        ("en;q=0, zh;q=0.1", "zh"),
        ("en ; q=0.5 , zh ; q=0.6", "zh"),
        ("en;q=x, zh;q=0.1", "zh"),
        ("en;q=nan, zh;q=0.1", "zh"),
    ],
)
def test_the_language_is_the_callers_choice(header: str, language: Language) -> None:
    assert pick_language(header, "zh") == pick_language(header, "en") == language


@pytest.mark.parametrize("header", [None, "", "*", "fr", "fr;q=1, *;q=0.5", ";;;,,,", "意见", "en," * 1_000])
def test_without_a_choice_it_is_the_default(header: str | None) -> None:
    assert (pick_language(header, "zh"), pick_language(header, "en")) == ("zh", "en")
