"""A page goes on where the one before ended, whatever the list is ordered by, and nowhere else."""

from datetime import UTC, datetime
from itertools import permutations
from types import SimpleNamespace
from typing import Any, Final, cast
from uuid import UUID

import pytest

from escalation.errors import InvalidCursor
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.cursors import decode, encode, fingerprint
from escalation.kit.runtime.encryption import Vault
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery

VAULT: Final = Vault(b"\x07" * 32)
SESSION: Final = cast(Runtime, SimpleNamespace(vault=VAULT))
AT, ID = datetime(2026, 3, 2, 1, 30, tzinfo=UTC), UUID(int=7)
ORDERS: Final[list[tuple[Any, Any]]] = [
    (str, "4107"),
    (UUID, ID),
    (int, 41),
    ((datetime, UUID), (AT, ID)),
    ((int, UUID), (990_000, ID)),
    ((datetime, int), (AT, 41)),
    ((datetime, UUID, int), (AT, ID, 3)),
]
every = pytest.mark.parametrize(("columns", "place"), ORDERS, ids=str)


class Query(ListQuery):
    unit: str | None = None
    count: str | None = None


def a_list(columns: Any, sort: str = "", **query: Any) -> Keyset[Any]:
    return Keyset("things", columns, Query(limit=1, **query), SESSION, sort=sort, unbound=("count",))


def cursor_of(columns: Any, place: Any, sort: str = "", **query: Any) -> str:
    keyset = a_list(columns, sort, **query)
    items, cursor = keyset.page([place, place], place=lambda each: each, show=str)
    assert (len(items), keyset.limit) == (1, 2)
    assert cursor is not None
    return cursor


@every
def test_the_next_page_begins_behind_the_last_item(columns: Any, place: Any) -> None:
    assert a_list(columns).after is None
    assert a_list(columns, cursor=cursor_of(columns, place)).after == place


@every
def test_the_last_page_has_no_cursor(columns: Any, place: Any) -> None:
    assert a_list(columns).page([place], place=lambda each: each, show=str) == ([str(place)], None)


@every
def test_a_cursor_has_the_values_of_the_columns_and_nothing_else(columns: Any, place: Any) -> None:
    bound = fingerprint("things", sort="", filters={"unit": "4107"})
    values = list(place) if isinstance(place, tuple) else [place]
    cursor = cursor_of(columns, place, unit="4107", count="capped")
    assert decode(cursor, bound_to=bound, key=VAULT.cursor_key) == values
    assert cursor == encode(values, bound_to=bound, key=VAULT.cursor_key)


@pytest.mark.parametrize(("one", "other"), list(permutations(ORDERS, 2)), ids=str)
def test_a_place_of_other_columns_is_none_of_this_list(one: tuple[Any, Any], other: tuple[Any, Any]) -> None:
    with pytest.raises(InvalidCursor):
        _ = a_list(one[0], cursor=cursor_of(*other)).after


@pytest.mark.parametrize("other", [{"unit": "4107"}, {"sort": "created"}], ids=str)
def test_a_cursor_of_another_filter_or_sort_is_none_of_this_list(other: dict[str, Any]) -> None:
    with pytest.raises(InvalidCursor):
        _ = a_list(UUID, cursor=cursor_of(UUID, ID, **other)).after


def test_what_is_unbound_does_not_matter() -> None:
    assert a_list(UUID, cursor=cursor_of(UUID, ID), count="capped").after == ID
