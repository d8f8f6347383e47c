"""Fields take what a careful clerk would take, and nothing else."""

import unicodedata
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from escalation.kit.web.fields import Day, Id, In, Instant, Line
from escalation.kit.web.text import clean_line, clean_text
from tests.support.hostile_requests import CHOICES, FLAGS, IDS, INSTANTS, INTEGERS, JSON, LINES, TEXTS, with_field
from tests.support.work import calls

GOOD = {"title": "Leaking roof"}
FIELDS = {
    "title": LINES,
    "note": TEXTS,
    "due_at": INSTANTS,
    "resume_on": INSTANTS
    | {"a moment": b'"2026-01-31T08:00:00Z"', "one digit": b'"2026-1-31"', "compact": b'"20260131"'},
    "unit_id": IDS,
    "count": INTEGERS | {"too small": b"0", "too large": b"6"},
    "urgent": FLAGS,
    "urgency": CHOICES,
    "code": {
        "spaces": b'"a b"',
        "a line feed": b'"ab\\n"',
        "Chinese": '"意见"'.encode(),
        "a path": b'"../x"',
        "none": b'""',
    },
    "parts": {"an object": b"{}", "too many": b"[{},{},{},{}]", "a text": b'"x"'},
    "form": {"a list": b"[]", "a text": b'"x"'},
}
CASES = [
    pytest.param(name, raw, id=f"{name}: {case}")
    for name, table in FIELDS.items()
    for case, raw in table.items()
    if (name, case) != ("resume_on", "only a date")
]


@pytest.mark.parametrize(("name", "raw"), CASES)
def test_a_hostile_value_is_refused_at_its_place(sample: TestClient, name: str, raw: bytes) -> None:
    answer = sample.post("/v1/things", content=with_field(GOOD, name, raw), headers=JSON)

    assert answer.status_code == 422
    assert {error["pointer"].split("/")[1] for error in answer.json()["errors"]} == {name}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  roof \n", "roof"),
        ("\u3000屋顶漏水\u3000", "屋顶漏水"),
        ("cafe\u0301", "caf\u00e9"),
        ("ᠮᠣᠩᠭᠣᠯ\u180eᠠ ᠦᠰᠦᠭ\u202fᠦᠨ", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ ᠦᠰᠦᠭ\u202fᠦᠨ"),
        ("ئۇيغۇر\u200c\u200dچە\u200f", "ئۇيغۇر\u200c\u200dچە\u200f"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("𠮷野家", "𠮷野家"),
        ("——————————————————————————————————————————", "——————————————————————————————————————————"),
    ],
)
def test_what_people_write_is_kept(text: str, kept: str) -> None:
    assert clean_line(text) == clean_text(text) == kept


def test_line_ends_of_other_systems_become_line_feeds() -> None:
    assert clean_text("one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"


def test_a_megabyte_of_marks_is_refused_before_it_is_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Composing it would take minutes: the time grows with the square of the length."""
    composed: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(unicodedata, "normalize", lambda _, text: composed.append(text))
        with pytest.raises(ValueError, match="piles"):
            clean_line(marks(500_000))

    assert composed == []


def test_marks_twice_as_many_are_refused_with_twice_the_work() -> None:
    once, twice = (calls(partial(clean_line, marks(pairs))) for pairs in (1_000, 2_000))

    assert twice < 2.1 * once


def marks(pairs: int) -> str:
    """One letter, and marks on it."""
    return "a" + "\u0301\u0327" * pairs


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        cleaned = clean_text(text)
    except ValueError:
        return
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {unicodedata.category(character) for character in cleaned.replace("\n", "").replace("\t", "")} & {
        "Cc",
        "Cs",
    }
    cleaned.encode()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31T08:00:00+08:00", datetime(2026, 1, 31, 0, tzinfo=UTC)),
        ("2026-01-31t08:00:00.5z", datetime(2026, 1, 31, 8, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-01-31T08:00:00-00:00", datetime(2026, 1, 31, 8, tzinfo=UTC)),
        ("1900-01-01T00:00:00+14:00", datetime(1899, 12, 31, 10, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_utc(text: str, moment: datetime) -> None:
    assert TypeAdapter(Instant).validate_python(text) == moment


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)))
def test_every_moment_in_reach_is_read_as_it_was_written(moment: datetime) -> None:
    assert TypeAdapter(Instant).validate_python(moment.isoformat()) == moment


@given(st.uuids())
def test_an_id_is_read_in_either_case(identifier: UUID) -> None:
    adapter = TypeAdapter(Id)

    assert adapter.validate_python(str(identifier)) == adapter.validate_python(str(identifier).upper()) == identifier


@pytest.mark.parametrize(
    "annotation",
    [
        str,
        int | None,
        list[str],
        dict[str, int],
        Annotated[str, Field(max_length=5)],
        Any,
        datetime,
        UUID,
        list[list[bool]],
    ],
)
def test_a_field_that_would_be_read_leniently_cannot_be_declared(annotation: Any) -> None:
    with pytest.raises(TypeError, match="leniently"):
        type("Loose", (In,), {"__annotations__": {"s": annotation}})


def test_a_narrower_line_is_narrower_after_composing() -> None:
    class Short(In):
        s: Annotated[Line, Field(max_length=3)]

    assert Short(s="  e\u0301e\u0301e\u0301 ").s == "\u00e9" * 3
    with pytest.raises(ValidationError):
        Short(s="abcd")
    assert Short.model_json_schema()["properties"]["s"]["maxLength"] == 3


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Day, "2026-02-30", "There is no such day"),
        (Day, "2025-02-29", "There is no such day"),
        (Day, "9999-12-31", "from 1900 to 2199"),
        (Day, "30.1.2026", "Write a date"),
        (Instant, "2026-02-30T08:00:00Z", "There is no such day"),
        (Instant, "2026-01-31T24:30:00Z", "There is no such day"),
        (Instant, "1899-12-31T08:00:00Z", "from 1900 to 2199"),
        (Instant, "2026-01-31T08:00:00", "with seconds and zone"),
    ],
)
def test_what_is_written_well_and_means_nothing_is_not_told_to_be_written_well(kind: Any, text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TypeAdapter(kind).validate_python(text)
