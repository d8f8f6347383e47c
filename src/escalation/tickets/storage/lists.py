"""Which tickets are there? Lists of what a caller may see, a page at a time, and how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.page_sizes import last_of_page, page_size
from escalation.kit.runtime import subtree
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.tickets.domain.definition import State
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.storage import list_statements
from escalation.tickets.storage.filters import Filters, params
from escalation.tickets.storage.list_statements import TICKET, Search, Sort
from escalation.tickets.storage.selective_filters import find_hits
from escalation.tickets.storage.settled_changes import settled_until
from escalation.tickets.storage.ticket_listings import LISTED_FOR, OWN, PLACED, Mark, Relation, serial_of

MOST_COUNTED: Final = 10_000

Place = tuple[datetime, UUID]
"""Where in a list a page begins: behind the ticket with this value of the order and this id."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: the ticket, the units it names, and the time of reading."""

    ticket: Ticket
    units: Mapping[UUID, Unit]
    now: datetime


@dataclass(frozen=True, slots=True)
class ListPage:
    """Lines of a list, and behind which place it goes on; `None` at its end.

    A page may be shorter than it was asked for, even empty, and go on: it costs a page, whatever it is narrowed to.
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
    size = page_size(limit)
    listing = await find_listing(connection, actor, filters, sort, goes_on=after is not None, size=size)
    if listing is None:
        return ListPage([], None)
    rows = await connection.rows(list_statements.page(listing.search), **listing.params, **place)
    shown = [row for row in rows if row["is_shown"]]
    last = last_of_page(rows, shown, limit, size)
    return ListPage(await with_units(connection, shown[:limit]), _place(last) if last is not None else None)


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


async def find_listing(
    connection: Connection,
    actor: Actor,
    filters: Filters,
    sort: Sort = Sort.DUE,
    *,
    goes_on: bool = False,
    size: int = 0,
) -> Listing | None:
    """How the tickets are found that the actor may see; `None`: there is nothing to find, whatever there is."""
    form = subtree.shape(actor)
    values = {**subtree.params(actor), **params(filters)}
    plain = Search(form, (), (), filters.asked, sort, goes_on=goes_on, size=size)
    if filters.is_exact or form not in LISTED_FOR or actor.unit_id is None:
        return Listing(plain, values)
    values["listed_for"] = serial_of(actor.unit_path)
    hits = await find_hits(connection, form, filters, sort, values)
    if hits is not None:
        return Listing(replace(plain, is_of_hits=True), {**values, "hits": hits}) if hits else None
    halves = await _halves(connection, filters)
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
        concealed = () if unit.path == actor.unit_path else (Relation.CONCEALED,)
        if filters.holder_unit_id is None:
            return _Ranges(unit.path, (*OWN, *concealed), is_anothers=bool(concealed))
        # A concealed listing does not say who holds the ticket.
        return _Ranges(unit.path, (Relation.HELD, *concealed), frozenset() if concealed else _HOLDER)
    if filters.unit_path is not None and _reaches(actor, form, filters.unit_path):
        concealed = () if filters.unit_path == actor.unit_path else (Relation.CONCEALED,)
        placed = tuple(relation for relation in PLACED if relation in LISTED_FOR[form])
        return _Ranges(filters.unit_path, (*placed, *concealed), frozenset({"unit_path"}))
    return _Ranges(actor.unit_path, LISTED_FOR[form])


_HOLDER: Final = frozenset({"holder_unit_id"})


def _reaches(actor: Actor, form: subtree.Shape, path: str) -> bool:
    return path.startswith(actor.unit_path) if form is subtree.Shape.SUBTREE else path == actor.unit_path


_FLAGS: Final = {Mark.STUCK: "stuck", Mark.PROBLEM: "problem", Mark.KEY_TASK: "key_task"}


def _mark(filters: Filters, sort: Sort) -> Mark:
    """Tickets with a flag have listings of their own, in the order of due dates."""
    flags = (mark for mark, flag in _FLAGS.items() if getattr(filters, flag))
    return next(flags, Mark.NONE) if sort is Sort.DUE else Mark.NONE


async def _unit(connection: Connection, unit_id: UUID | None) -> Unit | None:
    return (await find_units(connection, [unit_id])).get(unit_id) if unit_id is not None else None


async def _halves(connection: Connection, filters: Filters) -> tuple[bool, ...]:
    """Open tickets, closed ones, or both: no list of open ones wades through years of closed ones."""
    kinds = filters.kinds
    if filters.states is not None and len(kinds) > 1:
        kinds &= await _kinds(connection, filters.states)
    return tuple(sorted(kinds))


async def _kinds(connection: Connection, states: tuple[str, ...]) -> set[bool]:
    """Whether tickets in these states are open, closed or, where workflows differ, either."""
    rows = await connection.rows(_STATES, states=list(states))
    return {State.model_validate(row["state"]).is_open for row in rows}


async def with_units(connection: Connection, rows: list[Row]) -> list[Listed]:
    """Rows that begin with the columns of a ticket and have the time `now`, with the units that the tickets name."""
    tickets = [Ticket(*row[: len(TICKET)]) for row in rows]
    named = {id_ for ticket in tickets for id_ in _units_of(ticket)}
    units = await find_units(connection, named) if named else {}
    return [
        Listed(ticket, {id_: units[id_] for id_ in _units_of(ticket)}, row["now"])
        for ticket, row in zip(tickets, rows, strict=True)
    ]


def _units_of(ticket: Ticket) -> set[UUID]:
    ids = ticket.holder_unit_id, ticket.origin_unit_id, ticket.handler_unit_id, ticket.dispatcher_unit_id
    return {id_ for id_ in ids if id_ is not None}


def _place(row: Row) -> Place:
    return row["place"], row["id"]


_STATES: Final = Compiled(
    """
    SELECT DISTINCT s.value AS state FROM documents d, jsonb_each(d.document -> 'states') s
    WHERE d.kind = 'workflow' AND s.key = ANY ($1::text[])
    """,
    ("states",),
    {},
)
