"""What typed text is compared as, and what is never composed."""

import unicodedata

import pytest

from escalation.kit.parsing.normalization import nfkc


def test_what_is_typed_in_full_width_is_the_same_text() -> None:
    assert nfkc("１５０７２１－Ａ") == "150721-A"


def test_piles_of_marks_are_not_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take minutes: the time grows with the square of the length."""
    composed: list[str] = []
    piled = "a" + "\u0301" * 500_000
    with monkeypatch.context() as patch:
        patch.setattr(unicodedata, "normalize", lambda _, text: composed.append(text))
        kept = nfkc(piled)
    assert kept == piled
    assert composed == []
