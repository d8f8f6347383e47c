"""How is a page of tickets found? The list statements: a few ranges of one index, merged, and nothing to choose.

    ranges   one for each relation of the caller's unit to tickets (`ticket_listings`), open and closed ones apart, each
             in the order of the list
    window   the first rows of all ranges together; of a list that is narrowed further, so many that a page costs no
             more than this, and no fewer
    page     the rows of the window that the filters leave, and the last row read if there are too few: there the next
             page begins

PostgreSQL has one way to run this, whatever it believes about the sizes of tables: each range has one index that serves
it, each ticket is looked up by its key (`LATERAL … LIMIT 1` is not turned into another join), and connections do not
scan tables (`connection.connect`). So a plan made for an empty table is the plan for ten million tickets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    SmallInteger,
    and_,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import bindparam

from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import Compiled, compile_statement
from escalation.kit.database.page_sizes import written_out
from escalation.kit.runtime import subtree
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.storage import visibility
from escalation.tickets.storage.filters import DEEP, WIDE, Asked, conditions
from escalation.tickets.storage.listing_tables import ticket_listings
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_columns import of_table
from escalation.tickets.storage.ticket_listings import Mark, Relation

TICKET: Final = tuple(tickets.c[name] for name in Ticket._fields)

NARROW_WINDOW: Final = 1_000
"""Rows read at most for a page by filters on what listings carry: about a buffer each."""

WIDE_WINDOW: Final = 250
"""Rows read at most where the ticket has to be looked at for each: about five buffers each."""

DEEP_WINDOW: Final = 120
"""Rows read at most where what belongs to the ticket has to be looked at as well: about ten buffers each."""


class Sort(StrEnum):
    """In which order a list comes; the id breaks ties."""

    DUE = "due"
    CREATED = "-created"
    UPDATED = "updated"
    UPDATED_LAST = "-updated"


@dataclass(frozen=True, slots=True)
class Search:
    """All that the text of a statement depends on.

    `relations` and `halves` (open, closed) say which ranges are read, `asked` what else they are narrowed to. `size`:
    rows of a page; `goes_on`: behind a place, not from the top. `is_anothers`: the ranges are those of a unit whose
    tickets the caller may see in part only. `is_of_hits`: no ranges are read, but the tickets that a search has found.
    `is_late`: of tickets that were ever late, which have an index of their own by when they were changed.
    """

    form: subtree.Shape
    relations: tuple[Relation, ...]
    halves: tuple[bool, ...]
    asked: Asked
    sort: Sort = Sort.DUE
    mark: Mark = Mark.NONE
    goes_on: bool = False
    size: int = 0
    is_anothers: bool = False
    is_of_hits: bool = False
    is_late: bool = False


@lru_cache(maxsize=512)
def page(search: Search) -> Compiled:
    """The tickets of a page in order, the time, `place` in the order, `is_shown`, and `is_last` where the window ended.

    By the predicate alone for who has no listings, and for one ticket: what the ranges have to find as well.
    """
    if not search.relations:
        return _plain(search)
    found = _narrowed(search) if _filters(search) else _first(search)
    ticket = select(*TICKET).where(tickets.c.id == found.c.ticket_id).limit(written_out(1)).lateral("tickets")
    is_seen = of_table(ticket, visibility.visible(search.form))
    columns = (ticket.c[column.name] for column in TICKET)
    whole = select(
        *columns,
        NOW.label("now"),
        found.c[_order(search)].label("place"),
        and_(found.c.matches, is_seen).label("is_shown"),
        found.c.is_last.label("is_last"),
    ).select_from(found.join(ticket, true()))
    return compile_statement(whole.order_by(*_ordered(search, found, found.c.ticket_id)))


@lru_cache(maxsize=512)
def counted(search: Search, most: int) -> Compiled:
    """`found` and `read`: how many tickets there are among the first `most` that the ranges have."""
    window = _window(search, most)
    rows, fits = _fitting(search, window)
    if search.relations and not search.is_anothers:
        fits = and_(fits, ~visibility.kept_from_the_caller(window.c.ticket_id))
    statement = select(func.count().filter(fits).label("found"), func.count().label("read"))
    return compile_statement(statement.select_from(rows))


def among(search: Search, columns: Sequence[str]) -> FromClause:
    """All that a list would show, each ticket once, as a table `listed` with these columns of listings."""
    window = _window(search, None)
    rows, fits = _fitting(search, window)
    return select(*(window.c[name] for name in columns)).select_from(rows).where(fits).subquery("listed")


UNIT: Final = bindparam("listed_for", type_=BigInteger, required=False)
"""The serial number of the unit whose listings are read."""

SETTLED: Final = bindparam("settled_until", type_=Moment, required=False)
"""Where a list of changes ends for now (see settled_changes.py)."""

_ORDERS: Final[Mapping[Sort, str]] = {
    Sort.DUE: "next_due_at",
    Sort.CREATED: "created_at",
    Sort.UPDATED: "updated_at",
    Sort.UPDATED_LAST: "updated_at",
}
_LATE: Final = "late_changed_at"
_NAMES: Final[Mapping[bool, Mapping[str, str]]] = {True: {"updated_at": _LATE}, False: {}}


def _order(search: Search) -> str:
    return _LATE if search.is_late else _ORDERS[search.sort]


_DESCENDING: Final = frozenset({Sort.CREATED, Sort.UPDATED_LAST})
# Filters that say where in the order of the list a range begins and ends.
_STEERING: Final[Mapping[Sort, frozenset[str]]] = {
    Sort.DUE: frozenset({"overdue", "due_before", "due_since", "due_until"}),
    Sort.CREATED: frozenset({"created_since", "created_until"}),
    Sort.UPDATED: frozenset({"updated_since"}),
    Sort.UPDATED_LAST: frozenset({"updated_since"}),
}


HITS: Final = bindparam("hits", type_=ARRAY(SqlUuid(as_uuid=True)), required=False)
"""The tickets that a search has found."""


def _plainly(search: Search) -> tuple[FromClause, FromClause]:
    """The tickets there are or, looked up one by one, those that a search has found; and where they come from."""
    if not search.is_of_hits:
        return tickets, tickets
    hits = select(func.unnest(HITS).label("id")).subquery("hits")
    ticket = select(tickets).where(tickets.c.id == hits.c.id).limit(written_out(1)).lateral("found_by_words")
    return ticket, hits.join(ticket, true())


def _plain(search: Search) -> Compiled:
    table, source = _plainly(search)
    wanted = *conditions(search.asked), visibility.visible(search.form)
    place = table.c[_ORDERS[search.sort]].label("place")
    columns = *(table.c[column.name] for column in TICKET), NOW.label("now"), place
    found = select(*columns, true().label("is_shown"), (~true()).label("is_last")).select_from(source)
    found = found.where(*_behind(search, table, table.c.id), *(of_table(table, each) for each in wanted))
    return compile_statement(found.order_by(*_ordered(search, table, table.c.id)).limit(written_out(search.size)))


def _first(search: Search) -> FromClause:
    """Of a list that nothing else narrows: the window is the page."""
    window = _window(search, search.size)
    return select(window, true().label("matches"), (~true()).label("is_last")).subquery("page")


def _narrowed(search: Search) -> FromClause:
    """The first rows of the window that match; of too few, also the last row of a full window."""
    size = _size_of_window(search)
    numbered = select(_window(search, size), func.row_number().over().label("n")).subquery("numbered")
    rows, matches = _fitting(search, numbered)
    is_last = numbered.c.n == written_out(size)
    # In the order of the window, as a filter leaves it, and no further than the page is long.
    found = select(numbered, matches.label("matches"), is_last.label("is_last")).select_from(rows)
    return found.where(or_(matches, is_last)).limit(written_out(search.size)).subquery("page")


def _window(search: Search, size: int | None) -> FromClause:
    """The first rows of all ranges, in order; all rows in any order when there is no `size`."""
    if not search.relations:
        table, source = _plainly(search)
        wanted = *conditions(search.asked), visibility.visible(search.form)
        every = select(*table.c).select_from(source).where(*(of_table(table, each) for each in wanted))
        return (every if size is None else every.limit(written_out(size))).subquery("window")
    ranges = [_range(search, relation, size, is_open=half) for relation in search.relations for half in search.halves]
    if len(ranges) == 1:
        return ranges[0].subquery("window")
    merged = union_all(*(select(each.subquery()) for each in ranges)).subquery("ranges")
    first = select(merged)
    if size is not None:
        first = first.order_by(*_ordered(search, merged, merged.c.ticket_id)).limit(written_out(size))
    return first.subquery("window")


def _range(search: Search, relation: Relation, size: int | None, *, is_open: bool) -> Select[Any]:
    """One range of the index on the order of the list."""
    listed = ticket_listings.c
    found = select(ticket_listings).where(
        listed.unit_serial == UNIT,
        listed.mark == literal_column(str(int(search.mark)), SmallInteger),
        listed.relation == literal_column(str(int(relation)), SmallInteger),
        listed.is_open if is_open else ~listed.is_open,
        listed[_order(search)].is_not(None),  # Which index it is.
        *(of_table(ticket_listings, each, _NAMES[search.is_late]) for each in _steering(search, is_open=is_open)),
        *_behind(search, ticket_listings, listed.ticket_id),
        *((listed.updated_at < SETTLED,) if search.sort is Sort.UPDATED else ()),
    )
    if size is None:
        return found
    return found.order_by(*_ordered(search, ticket_listings, listed.ticket_id)).limit(written_out(size))


def _steering(search: Search, *, is_open: bool) -> list[ColumnElement[bool]]:
    asked = (*search.asked, ("open", is_open))
    found = conditions(asked, _STEERING[search.sort])
    colour = dict(search.asked).get("warning") if search.sort is Sort.DUE else None
    if colour == "red":
        found += conditions(asked, {"warning"})
    elif colour is not None:
        found.append(tickets.c.next_due_at > NOW)  # What is overdue is red by now.
    return found


def _fitting(search: Search, rows: FromClause) -> tuple[FromClause, ColumnElement[bool]]:
    """The rows, with the tickets if more is asked of them than listings carry, and whether a row fits the filters."""
    filters = _filters(search)
    if not filters:
        return rows, true()
    if not _is_wide(search):
        return rows, of_table(rows, and_(*filters))
    ticket = select(tickets).where(tickets.c.id == rows.c.ticket_id).limit(written_out(1)).lateral("looked_at")
    return rows.join(ticket, true()), of_table(ticket, and_(*filters))


def _filters(search: Search) -> list[ColumnElement[bool]]:
    """Conditions that no range begins or ends with."""
    if not search.relations:
        return []
    is_red = search.sort is Sort.DUE and dict(search.asked).get("warning") == "red"
    served = _STEERING[search.sort] | ({"warning"} if is_red else frozenset())
    found = conditions(search.asked, {name for name, _ in search.asked} - served)
    if search.is_anothers:
        found.append(visibility.visible(search.form))
    elif Relation.CONCEALED in search.relations:
        found.append(visibility.not_about_the_caller())
    return found


def _is_wide(search: Search) -> bool:
    return search.is_anothers or not WIDE.isdisjoint(name for name, _ in search.asked)


def _size_of_window(search: Search) -> int:
    if search.is_anothers or not DEEP.isdisjoint(name for name, _ in search.asked):
        return DEEP_WINDOW
    return WIDE_WINDOW if _is_wide(search) else NARROW_WINDOW


def _ordered(search: Search, table: FromClause, id_: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    columns = [table.c[_order(search)], id_]
    return [column.desc() for column in columns] if search.sort in _DESCENDING else columns


def _behind(search: Search, table: FromClause, id_: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    if not search.goes_on:
        return ()
    here = tuple_(table.c[_order(search)], id_)
    there = tuple_(bindparam("after_value", type_=Moment), bindparam("after_id", type_=SqlUuid(as_uuid=True)))
    return (here < there if search.sort in _DESCENDING else here > there,)
