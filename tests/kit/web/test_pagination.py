"""Cursors are sealed, and bound to their list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from escalation.errors import InvalidCursor
from escalation.kit.runtime.cursors import LONGEST, Value, decode, encode, fingerprint

KEY = b"k" * 32
LIST = fingerprint("/v1/tickets", sort="due_at", filters={"unit": "1507", "overdue": True, "holder": None})

values = st.lists(
    st.none()
    | st.text(st.characters(codec="utf-8"), max_size=40)
    | st.integers(-(2**63), 2**63 - 1)
    | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
    | st.uuids(),
    max_size=4,
)
a_cursor = encode([datetime(2026, 1, 31, tzinfo=UTC), UUID(int=7)], bound_to=LIST, key=KEY)


@given(values)
def test_a_cursor_brings_back_what_it_was_made_of(sort_values: list[Value]) -> None:
    assert decode(encode(sort_values, bound_to=LIST, key=KEY), bound_to=LIST, key=KEY) == sort_values


@given(
    st.integers(0, len(a_cursor) - 1),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
)
def test_a_cursor_with_another_letter_is_none(place: int, letter: str) -> None:
    tampered = a_cursor[:place] + letter + a_cursor[place + 1 :]
    assume(tampered != a_cursor)

    assert _is_refused(tampered)


def test_what_a_cursor_says_of_things_that_its_bearer_may_not_see_is_not_to_be_read() -> None:
    hidden = UUID("01a22c17-f327-74b8-adcd-9adfe9c4075f")
    cursor = encode([187_412, hidden], bound_to=LIST, key=KEY)
    plain = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    assert b"187412" not in plain
    assert hidden.hex.encode() not in plain
    assert hidden.bytes not in plain
    assert cursor == encode([187_412, hidden], bound_to=LIST, key=KEY)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "A",
        "AAAA",
        "A" * 64,
        "A" * 10_000,
        a_cursor[:-1],
        a_cursor[1:],
        a_cursor + "A",
        a_cursor + "=",
        a_cursor + "\n",
        " " + a_cursor,
        a_cursor * 2,
        "意见",
        "a+b/",
        urlsafe_b64encode(b"[1,7]").decode(),
        urlsafe_b64encode(b"[1,7]" + b"\0" * 16).decode().rstrip("="),
    ],
)
def test_a_cursor_not_made_here_is_none(cursor: str) -> None:
    assert _is_refused(cursor)


@pytest.mark.parametrize(
    "other",
    [
        fingerprint("/v1/opinions", sort="due_at", filters={"unit": "1507", "overdue": True}),
        fingerprint("/v1/tickets", sort="number", filters={"unit": "1507", "overdue": True}),
        fingerprint("/v1/tickets", sort="due_at", filters={"unit": "1508", "overdue": True}),
        fingerprint("/v1/tickets", sort="due_at", filters={"unit": "1507"}),
    ],
)
def test_a_cursor_of_another_list_is_none(other: bytes) -> None:
    with pytest.raises(InvalidCursor):
        decode(a_cursor, bound_to=other, key=KEY)


def test_a_cursor_under_another_key_is_none() -> None:
    with pytest.raises(InvalidCursor):
        decode(a_cursor, bound_to=LIST, key=b"another key of 32 bytes.........")


def test_the_order_of_filters_does_not_matter_and_none_counts_as_not_given() -> None:
    assert fingerprint("/v1/tickets", sort="due_at", filters={"overdue": True, "unit": "1507"}) == LIST


def test_a_cursor_that_could_not_be_read_back_is_not_made() -> None:
    with pytest.raises(ValueError, match="too long"):
        encode(["x" * LONGEST], bound_to=LIST, key=KEY)


def _is_refused(cursor: str) -> bool:
    try:
        decode(cursor, bound_to=LIST, key=KEY)
    except InvalidCursor:
        return True
    return False
