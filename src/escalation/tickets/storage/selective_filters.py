"""Which tickets does a selective filter leave? Those that an index of its own finds at once, as long as they are few.

A list that is narrowed reads a window in its order (see list_statements.py): a filter that leaves one ticket in a
thousand would leave pages short. Some filters have an index that begins with what is asked. Of those that are set the
first in `_WAYS` is tried: if it has up to `FEW_HITS` hits, that is all there is; they are looked up, narrowed to what
else is asked and to what the caller may see, and ordered. What is more frequent is looked for in windows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime import subtree
from escalation.tickets.storage.filters import DEEP, Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.ticket_listings import LISTED_FOR

FEW_HITS: Final = 200
"""Hits that are looked up for one page: about seven buffers each."""

FEW_DEEP_HITS: Final = 80
"""The same where what belongs to a ticket is looked up as well: about twenty buffers each."""


async def find_hits(
    connection: Connection, form: subtree.Shape, filters: Filters, sort: Sort, params: Mapping[str, object]
) -> list[UUID] | None:
    """All tickets that one of the filters leaves, whoever may see them; `None` if they are many or no index tells.

    `params` are those of lists, with the caller's unit as `listed_for`.
    """
    asked = {name for name, _ in filters.asked}
    way = next((way for way in _WAYS if asked & way.filters and sort not in way.unlike), None)
    # Changes are given up to where they are settled, which only listings tell.
    if way is None or sort is Sort.UPDATED or (way.filters == _WORDS and not params["filter_words"]):
        return None
    few = FEW_HITS if asked.isdisjoint(DEEP) else FEW_DEEP_HITS
    rows = await connection.rows(_statement(way, form, few), **params)
    return list({row["id"] for row in rows}) if len(rows) <= few else None


@dataclass(frozen=True, slots=True)
class _Way:
    """How the hits of some filters are found, and in which orders a list has no need of that.

    `texts` give ids in the order of an index, or there would be a plan that gathers all of them first. With an `order`
    it is that of the listings of the caller's unit, of which `texts` says the condition.
    """

    filters: frozenset[str]
    texts: tuple[str, ...]
    order: str = ""
    unlike: frozenset[Sort] = frozenset()


_WORDS: Final = frozenset({"q"})
_WAYS: Final = (
    _Way(
        frozenset({"assignee_id"}),
        (
            "SELECT id FROM tickets WHERE is_open AND assignee_id = {filter_assignee_id} ORDER BY next_due_at, id",
            "SELECT id FROM tickets WHERE NOT is_open AND assignee_id = {filter_assignee_id} ORDER BY id",
        ),
    ),
    _Way(
        _WORDS,
        (
            "SELECT id FROM tickets WHERE number = {filter_q}",
            # This index gives all hits before the first is read, a page of it for some thousand.
            "SELECT ticket_id FROM ticket_words WHERE words @> {filter_words}::text[]",
        ),
    ),
    _Way(
        frozenset({"source_system"}),
        ("SELECT id FROM tickets WHERE source_system = {filter_source_system} ORDER BY external_ref",),
    ),
    # A part's code begins with that of the whole.
    _Way(
        frozenset({"category"}),
        (
            """
            SELECT t.id FROM categories c
            CROSS JOIN LATERAL (SELECT id FROM tickets WHERE category = c.code ORDER BY id LIMIT {most}) t
            WHERE c.code = {filter_category} OR starts_with(c.code, {filter_category} || '.')
            """,
        ),
    ),
    _Way(
        frozenset({"created_since", "created_until"}),
        (
            "created_at >= coalesce({filter_created_since}, '-infinity'::timestamptz)",
            "created_at < coalesce({filter_created_until}, 'infinity'::timestamptz)",
        ),
        order="created_at",
        unlike=frozenset({Sort.CREATED}),
    ),
    _Way(
        frozenset({"due_before", "due_since", "due_until"}),
        (
            "next_due_at >= coalesce({filter_due_since}, '-infinity'::timestamptz)",
            "next_due_at < least({filter_due_before}, {filter_due_until}, 'infinity'::timestamptz)",
        ),
        order="next_due_at",
        unlike=frozenset({Sort.DUE}),
    ),
    _Way(
        frozenset({"updated_since"}),
        ("updated_at >= {filter_updated_since}",),
        order="updated_at",
        unlike=frozenset({Sort.UPDATED_LAST}),
    ),
)
"""The more a filter usually narrows, the earlier: what is one's own, is named, is of a kind, is of a time."""


@lru_cache(maxsize=64)
def _statement(way: _Way, form: subtree.Shape, few: int) -> Compiled:
    """At most one id more than there may be hits."""
    most = few + 1
    texts = tuple(_listed(way, form)) if way.order else way.texts
    whole = " UNION ALL ".join(f"({text} LIMIT {most})" for text in texts)
    text = f"SELECT id FROM ({whole}) hits LIMIT {most}"
    names = tuple(name for name in _PARAMS if f"{{{name}}}" in text)
    places = {name: f"${n}" for n, name in enumerate(names, 1)}
    return Compiled(text.format(most=most, **places), names, {})


def _listed(way: _Way, form: subtree.Shape) -> list[str]:
    """A text for each range of the caller's unit (see `list_statements.py`)."""
    return [
        f"""
        SELECT ticket_id AS id FROM ticket_listings
        WHERE unit_serial = {{listed_for}} AND mark = 0 AND relation = {int(relation)} AND {half}
          AND {way.order} IS NOT NULL AND {" AND ".join(way.texts)}
        ORDER BY {way.order}, ticket_id
        """
        for relation in LISTED_FOR[form]
        for half in ("is_open", "NOT is_open")
    ]


_PARAMS: Final = (
    "listed_for", "filter_assignee_id", "filter_q", "filter_words", "filter_source_system", "filter_category",
    "filter_created_since", "filter_created_until", "filter_due_before", "filter_due_since", "filter_due_until",
    "filter_updated_since",
)  # fmt: skip
