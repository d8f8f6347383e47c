"""How is a page of tickets found? The statements of lists, each of which has one good plan and keeps it.

A ticket can be in a list for any of several reasons (`scope.TIES`), and no index serves them all in the order of the
list. There are two ways, and each is fast where the other is hopeless:

    walk        read the tickets in the order of the list and leave out what the caller may not see: for callers who see
                much. It stops after a number of tickets, a window, or a village would read those of the whole city.
    by units    ask an index for the first tickets of every unit that the caller reaches, and of every other tie, and
                merge: costs units and pages, however many tickets there are. Only the order by due date has such
                indexes; in other orders all tickets of these units are gathered and sorted.

Which it is, is decided outside of SQL (`storage.tickets`): a prepared statement is planned once for all callers, and
that plan must not depend on how many tickets PostgreSQL thinks a caller may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    case,
    cast,
    false,
    func,
    literal_column,
    select,
    text,
    true,
    tuple_,
    union,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import BindParameter, bindparam
from sqlalchemy.sql.util import ClauseAdapter

from escalation.storage import filters, scope
from escalation.storage.columns import Moment
from escalation.storage.database import Compiled, compile_statement
from escalation.storage.filters import Asked, conditions
from escalation.storage.tables import tickets, units
from escalation.storage.time import NOW
from escalation.workflow.situation import Ticket, Unit

TICKET: Final = tuple(tickets.c[name] for name in Ticket._fields)


class Sort(StrEnum):
    """In which order a list comes; the id breaks ties."""

    DUE = "due"
    CREATED = "-created"
    UPDATED = "updated"
    UPDATED_LAST = "-updated"


class Start(StrEnum):
    """Whose tickets are looked through: those of the caller, of the subtree asked for, or of the holder asked for."""

    CALLER = "caller"
    SUBTREE = "subtree"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class Search:
    """All that the text of a statement depends on. `size`: of a page; `goes_on`: behind a place, not from the top."""

    form: scope.Shape
    start: Start
    asked: Asked
    sort: Sort = Sort.DUE
    goes_on: bool = False
    size: int = 0


@lru_cache(maxsize=512)
def plain(search: Search) -> Compiled:
    """The page by the predicate alone: what every other way has to find as well."""
    found = select(tickets).where(*_behind(search), *conditions(search.asked), scope.visible(search.form))
    return compile_statement(_shown(_first(found, search, search.size).subquery("tickets"), search))


@lru_cache(maxsize=512)
def walk(search: Search, window: int | None) -> Compiled:
    """The page among the first `window` tickets, of all when it is None."""
    if window is None:
        found = select(tickets).where(*_behind(search), *conditions(search.asked), _is_visible(search))
        return compile_statement(_shown(_first(found, search, search.size).subquery("tickets"), search))
    read = _window(search, window)
    wanted = _of(read, _is_visible(search), *conditions(search.asked, _names(search) - _steering(search)))
    # In the order of the window, as a filter leaves it. Asked to sort, PostgreSQL would prepare to read all of it.
    found = select(read).where(*wanted).limit(_number(search.size))
    return compile_statement(_shown(found.subquery("tickets"), search))


@lru_cache(maxsize=512)
def extent(search: Search, window: int) -> Compiled:
    """How many tickets are in the window."""
    steering = conditions(search.asked, _steering(search))
    read = _first(select(tickets.c.id).where(*_behind(search), *steering), search, window)
    return compile_statement(select(func.count()).select_from(read.subquery()))


@lru_cache(maxsize=512)
def census(search: Search, window: int) -> Compiled:
    """How many tickets in the window lie where the caller looks, whether or not the other filters leave them there."""
    read = _window(search, window)
    wanted = _of(read, scope.visible(search.form), *conditions(search.asked, _PLACING))
    return compile_statement(select(func.count()).select_from(read).where(*wanted))


def narrows(search: Search) -> bool:
    """Whether there are filters that leave out tickets of a window that lie where the caller looks."""
    return not _names(search) <= _steering(search) | _PLACING


@lru_cache(maxsize=512)
def by_units(search: Search) -> Compiled:
    """The page by the order of due dates, of open or of closed tickets: costs units and pages, never tickets.

    From every unit the first few, so many that all together fill a page; no ticket of the page is due later than the
    last of these. From the units that gave them, all up to there.
    """
    wanted = *_behind(search), *conditions(search.asked), _is_not_hidden(search)
    places = _place(search)
    paths, others = _branches(search)
    reached = _reached(search).cte("reached")
    found = [
        *(_of_each_unit(path, reached, select(*places).where(*wanted), search) for path in paths),
        *(select(_first(select(*places).where(tie, *wanted), search, search.size).subquery()) for tie in others),
    ]
    return compile_statement(_read(union(*found), search))


@lru_cache(maxsize=512)
def gathered(search: Search) -> Compiled:
    """The page in any order, from all tickets of the units that the caller reaches."""
    return compile_statement(_read(union(*_gathered(search, _place(search), _behind(search))), search))


@lru_cache(maxsize=512)
def counted(search: Search, most: int, *, is_gathered: bool) -> Compiled:
    """How many tickets there are, at most `most`."""
    if is_gathered:
        each = [branch.limit(_number(most)).subquery() for branch in _gathered(search, (tickets.c.id,))]
        some = select(union(*map(select, each)).subquery()).limit(_number(most))
    else:
        some = select(tickets.c.id).where(*conditions(search.asked), _is_visible(search)).limit(_number(most))
    return compile_statement(select(func.count()).select_from(some.subquery()))


def among(search: Search, columns: Sequence[Column[Any]], *, is_gathered: bool) -> FromClause:
    """All that a list would show, each ticket once, as a table `tickets` with these columns, one of them the id."""
    if is_gathered:
        return union(*_gathered(search, columns)).subquery("tickets")
    return select(*columns).where(*conditions(search.asked), _is_visible(search)).subquery("tickets")


@lru_cache(maxsize=64)
def reach(search: Search, most: int) -> Compiled:
    """In how many units the search begins, at most `most`."""
    some = select(_reached(search).subquery()).limit(_number(most)).subquery()
    return compile_statement(select(func.count()).select_from(some))


_UNIT: Final = ", ".join(f"u.{f.name}" for f in fields(Unit))
_UNITS: Final = f"""ARRAY(
  SELECT ROW({_UNIT}) FROM units u
  WHERE u.id = ANY (ARRAY[
    tickets.holder_unit_id, tickets.origin_unit_id, tickets.handler_unit_id, tickets.dispatcher_unit_id
  ])
) AS units"""
_COLUMNS: Final = {
    Sort.DUE: tickets.c.next_due_at,
    Sort.CREATED: tickets.c.created_at,
    Sort.UPDATED: tickets.c.updated_at,
    Sort.UPDATED_LAST: tickets.c.updated_at,
}
_DESCENDING: Final = frozenset({Sort.CREATED, Sort.UPDATED_LAST})
# Filters that an index on the order of the list serves: they say where a walk begins and ends.
_STEERING: Final = {
    Sort.DUE: frozenset({"open", "overdue", "due_before", "warning", "stuck", "problem"}),
    Sort.CREATED: frozenset[str](),
    Sort.UPDATED: frozenset({"updated_since"}),
    Sort.UPDATED_LAST: frozenset({"updated_since"}),
}

# Filters that say where to look, as the caller's scope does.
_PLACING: Final = frozenset({"unit_path", "holder_unit_id"})


def _steering(search: Search) -> frozenset[str]:
    return _STEERING[search.sort]


def _names(search: Search) -> frozenset[str]:
    return frozenset(name for name, _ in search.asked)


def _place(search: Search) -> tuple[Column[Any], Column[Any]]:
    return _COLUMNS[search.sort], tickets.c.id


def _behind(search: Search) -> tuple[ColumnElement[bool], ...]:
    if not search.goes_on:
        return ()
    here = tuple_(*_place(search))
    there = tuple_(bindparam("after_value", type_=Moment), bindparam("after_id", type_=SqlUuid(as_uuid=True)))
    return (here < there if search.sort in _DESCENDING else here > there,)


def _first(statement: Select[Any], search: Search, count: int) -> Select[Any]:
    return statement.order_by(*_ordered(search)).limit(_number(count))


def _ordered(search: Search, table: FromClause = tickets) -> list[ColumnElement[Any]]:
    columns = [table.c[column.name] for column in _place(search)]
    return [column.desc() for column in columns] if search.sort in _DESCENDING else list(columns)


def _number(value: int) -> ColumnElement[int]:
    """Written out: without it, the plan for all values would be made for a tenth of the table."""
    return literal_column(str(value), Integer)


def _is_visible(search: Search) -> ColumnElement[bool]:
    """The predicate in a wrapping that the planner does not look into.

    It would guess that almost nothing is visible, and read and sort everything by some other index instead; or see that
    this time it is more than usual, and plan each time anew.
    """
    return case((scope.visible(search.form), true()), else_=false())


def _is_not_hidden(search: Search) -> ColumnElement[bool]:
    """What is left of the predicate where a tie of the caller's is what the ticket was found by."""
    return scope.not_about_the_caller() if search.start is Start.CALLER else _is_visible(search)


def _window(search: Search, size: int) -> FromClause:
    steering = conditions(search.asked, _steering(search))
    return _first(select(tickets).where(*_behind(search), *steering), search, size).subquery("tickets")


def _of(table: FromClause, *wanted: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """Conditions on `tickets`, asked of a table that has the same columns."""
    adapter = ClauseAdapter(table)
    return [adapter.traverse(condition) for condition in wanted]


def _shown(page: FromClause, search: Search) -> Select[Any]:
    columns = (page.c[column.name] for column in TICKET)
    return select(*columns, NOW.label("now"), text(_UNITS)).select_from(page).order_by(*_ordered(search, page))


def _read(places: "CompoundSelect[Any]", search: Search) -> Select[Any]:
    """The tickets at the first of these places, each of which is the value of the order and an id."""
    found = places.subquery("found")
    page = select(found.c.id).order_by(*_ordered(search, found)).limit(_number(search.size)).subquery("page")
    whole = select(*TICKET, NOW.label("now"), text(_UNITS)).join_from(page, tickets, tickets.c.id == page.c.id)
    # It should not be needed here. But whatever the way to a ticket, nobody is shown one that the predicate hides.
    return whole.where(_is_visible(search)).order_by(*_ordered(search))


def _branches(search: Search) -> tuple[list[Column[str]], list[ColumnElement[bool]]]:
    """Ties to be asked for unit by unit, by their paths, and those that are one condition each."""
    paths = [tie.path for tie in scope.TIES if tie.path is not None]
    match search.start:
        case Start.HOLDER:
            return [], [tickets.c.holder_path == _reached(search).scalar_subquery()]
        case Start.SUBTREE:
            return paths, []
        case Start.CALLER if search.form is scope.Shape.SUBTREE:
            return paths, [tie.to_unit for tie in scope.TIES if tie.path is None]
        case Start.CALLER:
            own = _reached(search).scalar_subquery()
            return [], [tie.to_unit if tie.path is None else tie.path == own for tie in scope.TIES]


def _reached(search: Search) -> "Select[tuple[str]] | CompoundSelect[tuple[str]]":
    """The paths of the units in which the search begins."""
    match search.start:
        case Start.HOLDER:
            return select(units.c.path).where(units.c.id == filters.HOLDER)
        case Start.SUBTREE:
            return _below(filters.SUBTREE)
        case Start.CALLER:
            own = select(units.c.path).where(units.c.id == scope.UNIT)
            return union(_below(scope.SUBTREE), own) if search.form is scope.Shape.SUBTREE else own


def _below(subtree: Sequence[BindParameter[str]]) -> Select[tuple[str]]:
    """The paths in a subtree, from a statement that looks the same to the planner however many there are.

    If the plan for a few units looked cheaper than that for any number, PostgreSQL would plan each time anew, and need
    longer for that than for the search.
    """
    start, end = (select(bound).scalar_subquery() for bound in subtree)
    return select(units.c.path).where(units.c.path >= start, units.c.path < end)


def _of_each_unit(path: Column[str], reached: FromClause, found: Select[Any], search: Search) -> Select[Any]:
    count = func.greatest(func.count(), _number(1), type_=BigInteger)
    share = select((_number(search.size - 1) + count) // count).select_from(reached).scalar_subquery()
    few = found.where(path == reached.c.path).order_by(*_ordered(search)).limit(share).lateral()
    joined = select(reached.c.path, few.c.next_due_at).join_from(reached, few, true())
    heads = joined.order_by(few.c.next_due_at, few.c.id).limit(_number(search.size)).cte(f"heads_by_{path.name}")
    last = select(func.max(heads.c.next_due_at)).having(func.count() == _number(search.size)).scalar_subquery()
    giving = select(heads.c.path).distinct().subquery()
    latest = func.coalesce(last, cast(literal_column("'infinity'"), Moment))
    more = found.where(path == giving.c.path, tickets.c.next_due_at <= latest)
    all_ = _first(more, search, search.size).lateral()
    return select(all_.c.next_due_at, all_.c.id).join_from(giving, all_, true())


def _gathered(
    search: Search, columns: Sequence[Column[Any]], more: Sequence[ColumnElement[bool]] = ()
) -> list[Select[Any]]:
    wanted = *more, *conditions(search.asked), _is_not_hidden(search)
    paths, others = _branches(search)
    reached = _reached(search).cte("reached")
    return [
        *(select(*columns).join_from(reached, tickets, path == reached.c.path).where(*wanted) for path in paths),
        *(select(*columns).where(tie, *wanted) for tie in others),
    ]
