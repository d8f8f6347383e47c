"""Which tickets are there? Lists of what a caller may see, a page at a time, and the counts of a report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, distinct, func, select

from escalation.storage import scope, searches
from escalation.storage.database import Compiled, Connection, Row, compile_statement
from escalation.storage.filters import Filters, params
from escalation.storage.searches import TICKET, Search, Sort, Start
from escalation.storage.tables import categories, tickets, units
from escalation.workflow.definition import State
from escalation.workflow.situation import Actor, Ticket, Unit

MOST_COUNTED: Final = 10_000

FEW_UNITS: Final = 400
"""So many are asked one by one sooner than a window is read."""

SOME_UNITS: Final = 4_000
"""So many are asked one by one sooner than ten thousand or more tickets are read."""

WINDOWS: Final = 1_000, 40_000
"""How many tickets a walk reads before other ways are thought of."""

SIZES: Final = 21, 51, 201
"""Of pages as statements know them, one more than is shown: for each a text of its own."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: the ticket, the units it names, and the time of reading."""

    ticket: Ticket
    units: Mapping[UUID, Unit]
    now: datetime


async def list_tickets(
    connection: Connection,
    actor: Actor,
    filters: Filters,
    *,
    sort: Sort,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Listed]:
    """At most `limit` tickets that the actor may see, behind the sort values `after`. Costs a page, not a table."""
    place = {"after_value": after[0], "after_id": after[1]} if after else {}
    size = next((size for size in SIZES if size >= limit), limit)
    finder = _Finder(connection, actor, place)
    found = [
        await finder.page(half, _search(actor, half, sort=sort, goes_on=after is not None, size=size))
        for half in await _halves(connection, filters, actor, sort)
    ]
    # Either half is in order, and none has to be read when there is but one.
    merged = found[0] if len(found) == 1 else merge(*found, key=_due)
    return [_listed(row) for row in islice(merged, limit)]


async def count_tickets(connection: Connection, actor: Actor, filters: Filters) -> int:
    """How many tickets a list has, at most one more than `MOST_COUNTED`."""
    search, finder = _search(actor, filters), _Finder(connection, actor, {})
    is_gathered = await finder.reaches_at_most(SOME_UNITS, search, filters)
    return await finder.count(searches.counted(search, MOST_COUNTED + 1, is_gathered=is_gathered), filters)


class GroupBy(StrEnum):
    """What the overdue report counts by."""

    UNIT = "unit"
    LEVEL = "level"
    CATEGORY = "category"


async def overdue_report(connection: Connection, actor: Actor, group_by: GroupBy, unit_path: str | None) -> list[Row]:
    """`key, name, overdue, stuck, oldest_due_at, stages` by group, most overdue first, of what the actor may see.

    Walks the open tickets that are overdue now and no others.
    """
    filters = Filters(unit_path=unit_path, overdue=True)
    search, finder = _search(actor, filters), _Finder(connection, actor, {})
    is_gathered = await finder.reaches_at_most(SOME_UNITS, search, filters)
    return await finder.rows(_report(search, group_by, is_gathered=is_gathered), filters)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds pages for one actor, behind one place."""

    connection: Connection
    actor: Actor
    place: Mapping[str, object]

    async def page(self, filters: Filters, search: Search) -> list[Row]:
        """The page, found in the way that costs least for this caller."""
        if filters.is_exact or search.form not in _TIED:
            return await self.rows(searches.plain(search), filters)
        if search.sort is not Sort.DUE:
            return await self._walked(filters, search, searches.gathered)
        is_short = filters.stuck or filters.problem
        if not is_short and await self.reaches_at_most(FEW_UNITS, search, filters):
            return await self.rows(searches.by_units(search), filters)
        return await self._walked(filters, search, searches.by_units)

    async def reaches_at_most(self, units: int, search: Search, filters: Filters) -> bool:
        """Whether the search begins in that many units or fewer."""
        match search.form:
            case scope.Shape.UNIT:
                return True
            case scope.Shape.SUBTREE:
                return await self.count(searches.reach(search, units + 1), filters) <= units
            case scope.Shape.CITIZEN | scope.Shape.CLOCK | scope.Shape.NOBODY:
                return False

    async def rows(self, statement: Compiled, filters: Filters) -> list[Row]:
        """What a statement gives for this actor."""
        return await self.connection.rows(statement, **self._params(filters))

    async def count(self, statement: Compiled, filters: Filters) -> int:
        """The one number that a statement gives."""
        count = await self.connection.value(statement, **self._params(filters))
        return count if isinstance(count, int) else 0

    async def _walked(self, filters: Filters, search: Search, otherwise: Callable[[Search], Compiled]) -> list[Row]:
        """A walk, if it ends soon: with a full page, or because there is no more to read.

        Where it does not because what the caller may see lies thinly, the other way is taken. Where it is the other
        filters that leave little, that would read as much.
        """
        share = 1.0
        for window in WINDOWS:
            rows = await self.rows(searches.walk(search, window), filters)
            if len(rows) >= search.size:
                return rows
            if await self.count(searches.extent(search, window), filters) < window:
                return rows
            is_known = not searches.narrows(search)
            seen = len(rows) if is_known else await self.count(searches.census(search, window), filters)
            share = seen / window
            if share < _THIN:
                break
        return await self.rows(otherwise(search) if share < _DENSE else searches.walk(search, None), filters)

    def _params(self, filters: Filters) -> dict[str, object]:
        return {**scope.params(self.actor), **params(filters), **self.place}


_TIED: Final = frozenset({scope.Shape.UNIT, scope.Shape.SUBTREE})
_THIN: Final = 1 / 400
_DENSE: Final = 1 / 20


def _search(actor: Actor, filters: Filters, *, sort: Sort = Sort.DUE, goes_on: bool = False, size: int = 0) -> Search:
    form = scope.shape(actor)
    return Search(form, _start(actor, form, filters), filters.asked, sort, goes_on, size)


def _start(actor: Actor, form: scope.Shape, filters: Filters) -> Start:
    """A subtree inside the caller's own is looked through instead of that; one outside leaves little of the own one."""
    if filters.holder_unit_id is not None:
        return Start.HOLDER
    is_below = filters.unit_path is not None and filters.unit_path.startswith(actor.unit_path)
    return Start.SUBTREE if is_below and form is scope.Shape.SUBTREE else Start.CALLER


async def _halves(connection: Connection, filters: Filters, actor: Actor, sort: Sort) -> list[Filters]:
    """By due date, open and closed tickets are found apart: no overdue list wades through years of closed ones."""
    if sort is not Sort.DUE or filters.is_exact or scope.shape(actor) not in _TIED:
        return [filters]
    kinds = filters.kinds
    if filters.states is not None and len(kinds) > 1:
        kinds &= await _kinds(connection, filters.states)
    return [filters.among(is_open=is_open) for is_open in kinds]


async def _kinds(connection: Connection, states: tuple[str, ...]) -> set[bool]:
    """Whether tickets in these states are open, closed or, where workflows differ, either."""
    rows = await connection.rows(_STATES, states=list(states))
    return {State.model_validate(row["state"]).is_open for row in rows}


@lru_cache(maxsize=64)
def _report(search: Search, group_by: GroupBy, *, is_gathered: bool) -> Compiled:
    late = searches.among(search, _COUNTED, is_gathered=is_gathered)
    key, name, source = _grouped(late, group_by)
    counts = (
        func.count().label("overdue"),
        func.count().filter(late.c.stuck).label("stuck"),
        func.min(late.c.next_due_at).label("oldest_due_at"),
        func.array_agg(distinct(late.c.stage)).label("stages"),
    )
    statement = select(key.label("key"), name.label("name"), *counts).select_from(source)
    return compile_statement(statement.group_by(key, name).order_by(func.count().desc(), key))


def _grouped(late: FromClause, by: GroupBy) -> tuple[ColumnElement[object], ColumnElement[object], FromClause]:
    """The key and the name of a group, and where they come from."""
    match by:
        case GroupBy.UNIT:
            return units.c.code, units.c.name, late.join(units, units.c.id == late.c.holder_unit_id)
        case GroupBy.LEVEL:
            return late.c.level, late.c.level, late
        case GroupBy.CATEGORY:
            named = late.outerjoin(categories, categories.c.code == late.c.category)
            return late.c.category, categories.c.name_zh, named


_COUNTED: Final = tuple(
    tickets.c[name] for name in ("id", "holder_unit_id", "level", "category", "stuck", "next_due_at", "stage")
)
_STATES: Final = Compiled(
    """
    SELECT DISTINCT s.value AS state FROM documents d, jsonb_each(d.document -> 'states') s
    WHERE d.kind = 'workflow' AND s.key = ANY ($1::text[])
    """,
    ("states",),
    {},
)


def _due(row: Row) -> tuple[datetime, UUID]:
    overall, stage = row["due_at"], row["stage_due_at"]
    return min(overall, stage or overall), row["id"]


def _listed(row: Row) -> Listed:
    ticket = Ticket(*row[: len(TICKET)])
    return Listed(ticket, {unit.id: unit for unit in (Unit(*record) for record in row["units"])}, row["now"])
