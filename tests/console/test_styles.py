"""Styles of the console are loaded with its pages and stay: what one of them says of a class holds on all others."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

SOURCES: Final = Path("web/src")
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_BARE: Final = re.compile(r"^\s*(\.[a-z][a-z-]*)(?:::?[a-z-]+)?(?=\s*[{,])", re.MULTILINE)
"""A rule for a class wherever it stands, such as `.facts { … }` or `.told::before { … }`."""


def test_a_class_looks_as_one_component_says() -> None:
    """Otherwise a page looks another way to whoever has been on another one before."""
    said = defaultdict[str, set[str]](set)
    for component in SOURCES.rglob("*.vue"):
        for style in _STYLE.findall(component.read_text(encoding="utf-8")):
            for name in _BARE.findall(style):
                said[name].add(component.name)
    assert len(said) > 100
    assert {name: sorted(by) for name, by in said.items() if len(by) > 1} == {}
