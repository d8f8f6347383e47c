"""Which tickets does a selective filter leave? Those that an index of its own finds at once, as long as they are few.

A list that is narrowed reads a window in its order (see list_statements.py): a filter that leaves one ticket in a
thousand would leave pages short. Some filters have an index that begins with what is asked. Of those that are set the
first in `_WAYS` is tried: if it has few hits, that is all there is; their listings for the caller's unit are looked up,
narrowed to what else is asked, and ordered. What is more frequent is looked for in windows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, BindParameter, Text, TextualSelect, bindparam, text
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.tickets.storage.filters import DEEP, SAID, WIDE, Asked, Filters
from escalation.tickets.storage.list_statements import OWN_UNIT, Sort
from escalation.tickets.storage.ticket_listings import LISTED_FOR

FEW_HITS: Final = 250
"""Hits that are looked up for one page: about five buffers each."""

FEW_WIDE_HITS: Final = 200
"""The same where the ticket has to be looked at for each: about eight buffers each."""

FEW_DEEP_HITS: Final = 80
"""The same where what belongs to a ticket is looked up as well: about twenty buffers each."""


@dataclass(frozen=True, slots=True)
class Hits:
    """How the hits of one filter are found; more than `few` are not looked up. `asked`: what else has to hold."""

    way: "_Way"
    form: subtree.Shape
    few: int
    asked: Asked

    def query(self) -> TextualSelect:
        """A table of ids, one more than there may be hits, perhaps with some twice; with the parameters of lists."""
        most = self.few + 1
        texts = tuple(_listed(self.way, self.form)) if self.way.order else self.way.texts
        whole = " UNION ALL ".join(f"({each} LIMIT {most})" for each in texts)
        said = f"SELECT id FROM ({whole}) hits LIMIT {most}".replace("{most}", str(most))
        given = [parameter for name, parameter in _PARAMS.items() if f":{name}" in said]
        return text(said).bindparams(*given).columns(id=SqlUuid(as_uuid=True))


def hits_of(form: subtree.Shape, filters: Filters, sort: Sort, params: Mapping[str, object]) -> Hits | None:
    """How the tickets are found that one of the filters leaves, whoever may see them; `None` if no index tells."""
    asked = {name for name, _ in filters.asked}
    way = next((way for way in _WAYS if asked & way.filters and sort not in way.unlike), None)
    if way is None or (way.filters == _WORDS and not params["filter_words"]):
        return None
    left = filters.asked
    if way.leaves is not None:
        left = (*way.leaves, *(each for each in filters.asked if each[0] not in way.filters))
    return Hits(way, form, _few({name for name, _ in left}), left)


async def find_hits(connection: Connection, hits: Hits, params: Mapping[str, object]) -> list[UUID] | None:
    """The ids of all hits; `None` if they are more than few. `params` are those of lists."""
    rows = await connection.rows(_statement(hits), **params)
    return list({row["id"] for row in rows}) if len(rows) <= hits.few else None


def _few(asked: set[str]) -> int:
    if not asked.isdisjoint(DEEP):
        return FEW_DEEP_HITS
    return FEW_HITS if asked.isdisjoint(WIDE) else FEW_WIDE_HITS


@lru_cache(maxsize=64)
def _statement(hits: Hits) -> Compiled:
    return compile_statement(hits.query())


@dataclass(frozen=True, slots=True)
class _Way:
    """How the hits of some filters are found, and in which orders a list has no need of that.

    `texts` give ids in the order of an index, or there would be a plan that gathers all of them first. With an `order`
    it is that of the listings of the caller's unit, of which `texts` says the condition. `leaves`: what is still asked
    of each hit instead of the filters; `None`: the filters themselves.
    """

    filters: frozenset[str]
    texts: tuple[str, ...]
    order: str = ""
    unlike: frozenset[Sort] = frozenset()
    leaves: Asked | None = None


_WORDS: Final = frozenset({"q"})
_WAYS: Final = (
    _Way(
        frozenset({"assignee_id"}),
        (
            "SELECT id FROM tickets WHERE is_open AND assignee_id = :filter_assignee_id ORDER BY next_due_at, id",
            "SELECT id FROM tickets WHERE NOT is_open AND assignee_id = :filter_assignee_id ORDER BY id",
        ),
        leaves=(),
    ),
    _Way(
        _WORDS,
        (
            "SELECT id FROM tickets WHERE number = :filter_q",
            # This index gives all hits before the first is read, a page of it for some thousand.
            "SELECT ticket_id FROM ticket_words WHERE words @> CAST(:filter_words AS text[])",
        ),
        leaves=((SAID, None),),
    ),
    _Way(
        frozenset({"source_system"}),
        ("SELECT id FROM tickets WHERE source_system = :filter_source_system ORDER BY external_ref",),
        leaves=(),
    ),
    # A part's code begins with that of the whole.
    _Way(
        frozenset({"category"}),
        (
            """
            SELECT t.id FROM categories c
            CROSS JOIN LATERAL (SELECT id FROM tickets WHERE category = c.code ORDER BY id LIMIT {most}) t
            WHERE c.code = :filter_category OR starts_with(c.code, :filter_category || '.')
            """,
        ),
        leaves=(),
    ),
    _Way(
        frozenset({"created_since", "created_until"}),
        (
            "created_at >= coalesce(:filter_created_since, '-infinity'::timestamptz)",
            "created_at < coalesce(:filter_created_until, 'infinity'::timestamptz)",
        ),
        order="created_at",
        unlike=frozenset({Sort.CREATED}),
    ),
    _Way(
        frozenset({"due_before", "due_since", "due_until"}),
        (
            "next_due_at >= coalesce(:filter_due_since, '-infinity'::timestamptz)",
            "next_due_at < least(:filter_due_before, :filter_due_until, 'infinity'::timestamptz)",
        ),
        order="next_due_at",
        unlike=frozenset({Sort.DUE}),
    ),
    _Way(
        frozenset({"updated_since"}),
        ("updated_at >= :filter_updated_since",),
        order="updated_at",
        unlike=frozenset({Sort.UPDATED, Sort.UPDATED_LAST}),
    ),
)
"""The more a filter usually narrows, the earlier: what is one's own, is named, is of a kind, is of a time."""


def _listed(way: _Way, form: subtree.Shape) -> list[str]:
    """A text for each range of the caller's unit (see `list_statements.py`)."""
    return [
        f"""
        SELECT ticket_id AS id FROM ticket_listings
        WHERE unit_serial = :own_serial AND mark = 0 AND relation = {int(relation)} AND {half}
          AND {way.order} IS NOT NULL AND {" AND ".join(way.texts)}
        ORDER BY {way.order}, ticket_id
        """
        for relation in LISTED_FOR[form]
        for half in ("is_open", "NOT is_open")
    ]


_TEXTS: Final = "q", "source_system", "category"
_MOMENTS: Final = "created_since", "created_until", "due_before", "due_since", "due_until", "updated_since"
_PARAMS: Final[Mapping[str, BindParameter[Any]]] = {
    "own_serial": OWN_UNIT,
    "filter_assignee_id": bindparam("filter_assignee_id", type_=SqlUuid(as_uuid=True), required=False),
    "filter_words": bindparam("filter_words", type_=ARRAY(Text), required=False),
    **{f"filter_{name}": bindparam(f"filter_{name}", type_=Text, required=False) for name in _TEXTS},
    **{f"filter_{name}": bindparam(f"filter_{name}", type_=Moment, required=False) for name in _MOMENTS},
}
