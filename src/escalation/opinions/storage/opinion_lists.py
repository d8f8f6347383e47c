"""Which opinions are in somebody's lists? A few ranges of one index, merged, as lists of tickets are.

    ranges   one for each relation of the caller's unit to opinions (`opinion_listings`), newest first
    window   the first rows of all ranges together, or what a search has found
    page     those that fit and may be seen, each looked up by its key; and the last row of a full window

`opinion_listings` has a row for every unit that may list an opinion, kept by triggers. It may have more than that, for
units that had a ticket once: whether an opinion may be seen is asked of each, by the one predicate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Double,
    FromClause,
    SmallInteger,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import all_

from escalation.actors import Actor
from escalation.kit.database.columns import Moment, Path, normalized
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.page_sizes import last_of_page, page_size, written_out
from escalation.kit.parsing.search_words import asked_patterns, asked_words
from escalation.kit.runtime import subtree
from escalation.opinions.storage.opinion_places import find_in_box
from escalation.opinions.storage.opinions import READ, Opinion, OpinionFilters
from escalation.organisation.storage.tables import units
from escalation.tickets.storage import visibility
from escalation.tickets.storage.filters import Asked
from escalation.tickets.storage.filters import conditions as ticket_conditions
from escalation.tickets.storage.filters import params as ticket_params
from escalation.tickets.storage.opinion_tables import opinion_listings, opinions
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_listings import serial_of

WINDOW: Final = 200
"""Opinions looked at for one page at most: about eight buffers each."""

FEW_HITS: Final = WINDOW - 1
"""Hits of a search that are looked up at once; more frequent words are looked for in the order of the list."""

Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """Opinions, newest first, and behind which place the list goes on; `None` at its end.

    A page may be shorter than it was asked for, even empty, and go on: it costs a page, whatever it is narrowed to.
    """

    opinions: list[Opinion]
    goes_on_behind: Place | None


async def list_opinions(
    connection: Connection, actor: Actor, filters: OpinionFilters, *, after: Place | None, limit: int
) -> OpinionPage:
    """At most `limit` opinions that the actor may see, newest first, behind the place `after`."""
    form = subtree.shape(actor)
    if form not in _RELATIONS:
        return OpinionPage([], None)
    hits = await _find_hits(connection, filters)
    path, relations = _ranges(actor, form, filters)
    of_tickets = filters.tickets.asked if filters.tickets else ()
    read = relations if hits is None else ()
    search = _Search(form, read, filters.asked, of_tickets, after is not None, page_size(limit))
    params = {**subtree.params(actor), **_params(filters), "listed_for": serial_of(path), "hits": hits}
    place = {"after_value": after[0], "after_id": after[1]} if after else {}
    rows = await connection.rows(_page(search), **params, **place)
    shown = [row for row in rows if row["fits"]]
    last = last_of_page(rows, shown, limit, search.size)
    found = [Opinion(*row[: len(READ)]) for row in shown[:limit]]
    return OpinionPage(found, _place(last) if last is not None else None)


class OpinionRelation(IntEnum):
    """What an opinion is to the unit."""

    OWN = 1
    BELOW = 2
    """Received below it."""
    BY_TICKET = 3
    """Received elsewhere, and attached to a ticket that the unit lists."""
    BELOW_BY_TICKET = 4
    """Received below it, and attached to a ticket that concerns the unit itself."""


_RELATIONS: Final[Mapping[subtree.Shape, tuple[OpinionRelation, ...]]] = {
    subtree.Shape.UNIT: (OpinionRelation.OWN, OpinionRelation.BY_TICKET, OpinionRelation.BELOW_BY_TICKET),
    subtree.Shape.SUBTREE: tuple(OpinionRelation),
}
_ATTACHED: Final = frozenset({OpinionRelation.BY_TICKET, OpinionRelation.BELOW_BY_TICKET})


@dataclass(frozen=True, slots=True)
class _Search:
    """All that the text of a statement depends on. Without `relations` it reads what a search has found."""

    form: subtree.Shape
    relations: tuple[OpinionRelation, ...]
    asked: tuple[tuple[str, str | None], ...]
    of_tickets: Asked
    goes_on: bool
    size: int


def _ranges(actor: Actor, form: subtree.Shape, filters: OpinionFilters) -> tuple[str, tuple[OpinionRelation, ...]]:
    """Whose listings are read, and which of them. Of a unit in the caller's subtree its own, which are fewer."""
    path, relations = actor.unit_path, _RELATIONS[form]
    if filters.unit_path is not None and form is subtree.Shape.SUBTREE and filters.unit_path.startswith(path):
        path, relations = (
            filters.unit_path,
            (OpinionRelation.OWN, OpinionRelation.BELOW, OpinionRelation.BELOW_BY_TICKET),
        )
    if filters.status not in {None, "attached"}:
        relations = tuple(relation for relation in relations if relation not in _ATTACHED)
    return path, relations


def _place(row: Row) -> Place:
    return row["received_at"], row["id"]


async def _find_hits(connection: Connection, filters: OpinionFilters) -> list[UUID] | None:
    """The opinions with all these words, or in this box; `None` if there are many, or no index would tell."""
    if filters.box is not None:
        found = await find_in_box(connection, filters.box, FEW_HITS + 1)
        return found if len(found) <= FEW_HITS else None
    words = asked_words(filters.q) if filters.q is not None else []
    if not words:
        return None
    rows = await connection.rows(_HITS, words=words)
    return [row["id"] for row in rows] if len(rows) <= FEW_HITS else None


_SAID: Final = opinions.c.title.concat(literal_column("' '", Text)).concat(opinions.c.content)
_WORDS: Final = bindparam("words", type_=ARRAY(Text))
_HAS_WORDS: Final = func.search_words(_SAID, type_=ARRAY(Text)).bool_op("@>")(_WORDS)
_SERIAL: Final = bindparam("listed_for", type_=BigInteger)
_FOUND: Final = bindparam("hits", type_=ARRAY(SqlUuid(as_uuid=True)))
_PLACE: Final = tuple_(bindparam("after_value", type_=Moment), bindparam("after_id", type_=SqlUuid(as_uuid=True)))
_STATUS: Final = bindparam("status", type_=Text)
_STATUSES: Final = "inbox", "attached", "dismissed"
_UNIT: Final = bindparam("unit_path", type_=Path), bindparam("unit_end", type_=Path)
_CATEGORY: Final = bindparam("category", type_=Text)
_BOX: Final = {name: bindparam(name, type_=Double) for name in ("west", "south", "east", "north")}
_BEHIND_WEST: Final = opinions.c.longitude >= _BOX["west"]
_BEFORE_EAST: Final = opinions.c.longitude <= _BOX["east"]
_IN_BOX: Final = and_(
    opinions.c.latitude.between(_BOX["south"], _BOX["north"]),
    case((_BOX["west"] <= _BOX["east"], and_(_BEHIND_WEST, _BEFORE_EAST)), else_=or_(_BEHIND_WEST, _BEFORE_EAST)),
)


def _params(filters: OpinionFilters) -> dict[str, object]:
    said = filters.q or ""
    path = filters.unit_path
    box = asdict(filters.box) if filters.box else dict.fromkeys(_BOX)
    return {
        **box,
        **(ticket_params(filters.tickets) if filters.tickets else {}),
        "words": asked_words(said), "terms": asked_patterns(said), "status": filters.status,
        "unit_path": path, "unit_end": subtree.end_of(path) if path else None, "category": filters.category,
    }  # fmt: skip


def _conditions(search: _Search) -> list[ColumnElement[bool]]:
    asked = dict(search.asked)
    # Only what is attached has a ticket by which it could be seen.
    has_ticket = asked.get("status", "attached") == "attached"
    found = [visibility.opinion_visible(search.form, has_ticket=has_ticket)]
    counts = func.coalesce(opinions.c.category, opinions.c.suggested_categories[1])
    said = func.lower(normalized(_SAID))
    conditions: Mapping[str, ColumnElement[bool]] = {
        "unit_path": and_(opinions.c.unit_path >= _UNIT[0], opinions.c.unit_path < _UNIT[1]),
        "category": or_(counts == _CATEGORY, func.starts_with(counts, _CATEGORY.concat("."), type_=Boolean)),
        "status": opinions.c.status == _STATUS,
        "placed": opinions.c.longitude.is_not(None),
        "box": _IN_BOX,
        "q": and_(said.bool_op("LIKE")(all_(bindparam("terms", type_=ARRAY(Text)))), _HAS_WORDS),
    }
    return [*found, *(conditions[name] for name in asked), *ticket_conditions(search.of_tickets)]


@lru_cache(maxsize=256)
def _page(search: _Search) -> Compiled:
    window = _window(search)
    numbered = select(window, func.row_number().over().label("n")).subquery("numbered")
    fits = and_(true(), *_conditions(search)).label("fits")
    both = opinions.outerjoin(tickets, tickets.c.id == opinions.c.ticket_id)
    looked = select(fits).select_from(both).where(opinions.c.id == numbered.c.opinion_id).limit(written_out(1))
    seen = looked.lateral("looked_at")
    is_last = (numbered.c.n == written_out(WINDOW)).label("is_last")
    found = select(numbered.c.opinion_id, seen.c.fits, is_last).select_from(numbered.join(seen, true()))
    page = found.where(or_(seen.c.fits, is_last)).limit(written_out(search.size)).subquery("page")
    whole = page.join(opinions, opinions.c.id == page.c.opinion_id).join(units, units.c.id == opinions.c.unit_id)
    whole = whole.outerjoin(tickets, tickets.c.id == opinions.c.ticket_id)
    order = opinions.c.received_at.desc(), opinions.c.id.desc()
    return compile_statement(select(*READ, page.c.fits, page.c.is_last).select_from(whole).order_by(*order))


def _window(search: _Search) -> FromClause:
    """`opinion_id, received_at` of the first rows, newest first."""
    if not search.relations:
        hits = select(func.unnest(_FOUND).label("id")).subquery("hits")
        named = select(opinions.c.id.label("opinion_id"), opinions.c.received_at).where(opinions.c.id == hits.c.id)
        found = named.limit(written_out(1)).lateral("found")
        merged: FromClause = select(found).select_from(hits.join(found, true())).subquery("found_by_words")
        behind = _behind(search, merged)
        rows = select(merged).where(*behind).order_by(*_newest(merged)).limit(written_out(WINDOW))
        return rows.subquery("window")
    status = dict(search.asked).get("status")
    statuses = (status,) if status else _STATUSES
    ranges = [_range(search, relation, status) for relation in search.relations for status in statuses]
    merged = union_all(*(select(each.subquery()) for each in ranges)).subquery("ranges")
    return select(merged).order_by(*_newest(merged)).limit(written_out(WINDOW)).subquery("window")


def _range(search: _Search, relation: OpinionRelation, status: str) -> Any:
    listed = opinion_listings.c
    found = select(listed.opinion_id, listed.received_at).where(
        listed.unit_serial == _SERIAL,
        listed.relation == literal_column(str(int(relation)), SmallInteger),
        listed.status == literal_column(f"'{status}'", Text),
        *_behind(search, opinion_listings),
    )
    return found.order_by(*_newest(opinion_listings)).limit(written_out(WINDOW))


def _newest(table: FromClause) -> Sequence[ColumnElement[Any]]:
    return table.c.received_at.desc(), table.c.opinion_id.desc()


def _behind(search: _Search, table: FromClause) -> tuple[ColumnElement[bool], ...]:
    return (tuple_(table.c.received_at, table.c.opinion_id) < _PLACE,) if search.goes_on else ()


_HITS: Final = compile_statement(select(opinions.c.id).where(_HAS_WORDS).limit(written_out(FEW_HITS + 1)))
