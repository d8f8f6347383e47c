"""Which tickets are there? Lists of what a caller may see, a page at a time, and how many there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.page_sizes import last_of_page, page_size
from escalation.kit.runtime import subtree
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.storage import list_statements, visibility
from escalation.tickets.storage.filters import Filters, params
from escalation.tickets.storage.list_statements import TICKET, Search, Sort
from escalation.tickets.storage.page_statements import NAMED, page, page_of_hits
from escalation.tickets.storage.selective_filters import find_hits, hits_of
from escalation.tickets.storage.settled_changes import settled_until
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_listings import (
    CONCEALED,
    HELD_THERE,
    LISTED_FOR,
    OWN,
    PLACED,
    Mark,
    Relation,
    serial_of,
)

MOST_COUNTED: Final = 10_000

Place = tuple[datetime, UUID]
"""Where in a list a page begins: behind the ticket with this value of the order and this id."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: the ticket, at least every unit that it names, and the time of reading."""

    ticket: Ticket
    units: Mapping[UUID, Unit]
    now: datetime

    @property
    def holder(self) -> Unit:
        """The unit that has to act now."""
        return self.units[self.ticket.holder_unit_id]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Lines of a list, and behind which place it goes on; `None` at its end.

    A page is full, or ends the list, or as many tickets were looked at for it as one page may cost: then it is shorter
    than it was asked for, even empty, and goes on.
    """

    lines: list[Listed]
    goes_on_behind: Place | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many tickets a list has; at least so many, if it was not read to its end."""

    found: int
    is_whole: bool


async def list_tickets(
    connection: Connection, actor: Actor, filters: Filters, *, sort: Sort, after: Place | None, limit: int
) -> ListPage:
    """At most `limit` tickets that the actor may see, behind the place `after`. Costs a page, not a table."""
    place: dict[str, object] = {"after_value": after[0], "after_id": after[1]} if after else {}
    if sort is Sort.UPDATED:
        place["settled_until"] = await settled_until(connection)
    size, goes_on = page_size(limit), after is not None
    rows = await _few(connection, actor, filters, sort, place, size=size)
    if rows is None:
        listing = await _by_ranges(connection, actor, filters, sort, goes_on=goes_on, size=size)
        rows = await connection.rows(page(listing.search), **listing.params, **place) if listing else []
    shown = [row for row in rows if row["is_shown"]]
    last = last_of_page(rows, shown, limit, size)
    units = {row[0]: Unit(*row) for row in rows[0]["units"] or ()} if rows else {}
    return ListPage(_listed(shown[:limit], units), _place(last) if last is not None else None)


async def _few(
    connection: Connection, actor: Actor, filters: Filters, sort: Sort, place: Mapping[str, object], *, size: int
) -> list[Row] | None:
    """The page of what a selective filter finds; `None` if there is no such filter, or it finds more than few."""
    form, values = subtree.shape(actor), _values(actor, filters)
    if "own_serial" not in values or filters.is_exact:
        return None
    hits = hits_of(form, filters, sort, values)
    if hits is None:
        return None
    search = Search(
        form, LISTED_FOR[form], (), hits.asked, sort, goes_on="after_id" in place, size=size, is_of_hits=True
    )
    rows = await connection.rows(page_of_hits(search, hits), **values, **place)
    return None if rows[0]["are_many"] else [row for row in rows if row["id"] is not None]


async def count_tickets(connection: Connection, actor: Actor, filters: Filters) -> Count:
    """How many tickets a list has, looking at one more than `MOST_COUNTED` at most."""
    listing = await find_listing(connection, actor, filters)
    if listing is None:
        return Count(0, is_whole=True)
    most = MOST_COUNTED + 1
    row = (await connection.rows(list_statements.counted(listing.search, most), **listing.params))[0]
    return Count(min(row["found"], MOST_COUNTED), is_whole=row["read"] < most)


@dataclass(frozen=True, slots=True)
class Listing:
    """What answers a question, and the values that it is asked with."""

    search: Search
    params: Mapping[str, object]


async def find_listing(connection: Connection, actor: Actor, filters: Filters, sort: Sort = Sort.DUE) -> Listing | None:
    """How all tickets are found that the actor may see; `None`: there is nothing to find, whatever there is."""
    form, values = subtree.shape(actor), _values(actor, filters)
    way = hits_of(form, filters, sort, values) if "own_serial" in values and not filters.is_exact else None
    hits = await find_hits(connection, way, values) if way is not None else None
    if way is None or hits is None:
        return await _by_ranges(connection, actor, filters, sort)
    search = Search(form, LISTED_FOR[form], (), way.asked, sort, is_of_hits=True)
    return Listing(search, {**values, "hits": hits}) if hits else None


def _values(actor: Actor, filters: Filters) -> dict[str, object]:
    """What a list is asked with; `own_serial`: the unit whose listings the caller has, if they have any."""
    values = {**subtree.params(actor), **params(filters)}
    if subtree.shape(actor) in LISTED_FOR and actor.unit_id is not None:
        values["own_serial"] = serial_of(actor.unit_path)
    return values


async def _by_ranges(
    connection: Connection, actor: Actor, filters: Filters, sort: Sort, *, goes_on: bool = False, size: int = 0
) -> Listing | None:
    """By the ranges of a unit's listings; by the predicate alone for who has none, and for one ticket."""
    form, values = subtree.shape(actor), _values(actor, filters)
    if filters.is_exact or "own_serial" not in values:
        return Listing(Search(form, (), (), filters.asked, sort, goes_on=goes_on, size=size), values)
    halves = tuple(sorted(filters.kinds))
    holder = await _unit(connection, filters.holder_unit_id)
    if not halves or (filters.holder_unit_id is not None and holder is None):
        return None
    named = holder or await _unit(connection, filters.department_id or filters.origin_unit_id)
    ranges = _ranges(actor, form, filters, named)
    mark = _mark(filters, sort)
    is_late = bool(filters.ever_breached) and sort is Sort.UPDATED_LAST
    served = ranges.served | {"open", _FLAGS.get(mark), "ever_breached" if is_late else None}
    asked = tuple(item for item in filters.asked if item[0] not in served)
    search = Search(
        form, ranges.relations, halves, asked, sort, mark, goes_on, size,
        is_anothers=ranges.is_anothers, is_late=is_late,
    )  # fmt: skip
    return Listing(search, values | {"listed_for": serial_of(ranges.path)})


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Whose listings are read, which of them, and the filters that this serves."""

    path: str
    relations: tuple[Relation, ...]
    served: frozenset[str] = frozenset()
    is_anothers: bool = False


def _ranges(actor: Actor, form: subtree.Shape, filters: Filters, unit: Unit | None) -> _Ranges:
    """Of a unit in the caller's subtree its own listings are read, which have less to leave out.

    What is said there of somebody between the two is concealed from the unit, not from the caller. What a unit is tied
    to may lie elsewhere, and not be the caller's to see. `unit` is the holder, department or origin that is asked for.
    """
    if unit is not None and _reaches(actor, form, unit.path):
        is_below = unit.path != actor.unit_path
        if filters.holder_unit_id is None:
            return _Ranges(unit.path, (*OWN, *(CONCEALED if is_below else ())), is_anothers=is_below)
        # A concealed listing does not say who holds the ticket.
        concealed = (Relation.CONCEALED,) if is_below else ()
        return _Ranges(unit.path, (Relation.HELD, *concealed), frozenset() if concealed else _HOLDER)
    for name, relations in _BY_PLACE.items():
        path = getattr(filters, name)
        if path is not None and _reaches(actor, form, path):
            listed = LISTED_FOR[form] if path == actor.unit_path else (*LISTED_FOR[form], *CONCEALED)
            of_it = tuple(relation for relation in relations if relation in listed)
            return _Ranges(path, of_it, _SERVED & {name})
    return _Ranges(actor.unit_path, LISTED_FOR[form])


_HOLDER: Final = frozenset({"holder_unit_id"})
_BY_PLACE: Final = {
    "held_path": (*HELD_THERE, Relation.CONCEALED),
    "unit_path": (*PLACED, *CONCEALED),
    "received_path": (*PLACED, *CONCEALED),
}
"""Which listings of a unit have all that is asked for: what is the least first."""

_SERVED: Final = frozenset({"held_path", "unit_path"})
"""Of these, the filters of which its listings have nothing else."""


def _reaches(actor: Actor, form: subtree.Shape, path: str) -> bool:
    return path.startswith(actor.unit_path) if form is subtree.Shape.SUBTREE else path == actor.unit_path


_FLAGS: Final = {Mark.STUCK: "stuck", Mark.PROBLEM: "problem", Mark.KEY_TASK: "key_task"}


def _mark(filters: Filters, sort: Sort) -> Mark:
    """Tickets with a flag have listings of their own, in the order of due dates."""
    flags = (mark for mark, flag in _FLAGS.items() if getattr(filters, flag))
    return next(flags, Mark.NONE) if sort is Sort.DUE else Mark.NONE


async def _unit(connection: Connection, unit_id: UUID | None) -> Unit | None:
    return (await find_units(connection, [unit_id])).get(unit_id) if unit_id is not None else None


async def find_listed(connection: Connection, actor: Actor, ids: Collection[UUID]) -> list[Listed]:
    """The tickets among `ids` that the actor may see, in no particular order. Two round trips."""
    rows = await connection.rows(_found(subtree.shape(actor)), ids=list(ids), **subtree.params(actor))
    return await with_units(connection, rows)


async def with_units(connection: Connection, rows: list[Row]) -> list[Listed]:
    """Rows that begin with the columns of a ticket and have the time `now`, with the units that the tickets name."""
    named = {row[f"{part}_unit_id"] for row in rows for part in NAMED}
    return _listed(rows, await find_units(connection, named - {None}) if named else {})


@cache
def _found(form: subtree.Shape) -> Compiled:
    wanted = tickets.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True))))
    return compile_statement(select(*TICKET, NOW.label("now")).where(wanted, visibility.visible(form)))


def _listed(rows: list[Row], units: Mapping[UUID, Unit]) -> list[Listed]:
    return [Listed(Ticket(*row[: len(TICKET)]), units, row["now"]) for row in rows]


def _place(row: Row) -> Place:
    return row["place"], row["id"]
