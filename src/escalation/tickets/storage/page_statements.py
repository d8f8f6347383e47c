"""How does a page of tickets come by one statement? The page statements: listings that fit, their tickets, their units.

    found    of the ranges of a list the first rows that fit, out of a window (see list_statements.py); or of what a
             selective filter finds all that fit, in order
    lines    the ticket of each, looked up by its key, and whether the caller may see it
    units    those that the lines name, each read once, with the first line

What a selective filter finds is looked up as long as it is little. If it is more, the statement says so and reads no
further: then the windows are asked, by another one.
"""

from functools import lru_cache
from typing import Final

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, func, or_, select, true
from sqlalchemy.dialects.postgresql import array

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Compiled, compile_statement
from escalation.kit.database.page_sizes import written_out
from escalation.organisation.storage.tables import units
from escalation.organisation.storage.units import UNIT_COLUMNS
from escalation.tickets.storage import visibility
from escalation.tickets.storage.filters import DEEP, conditions
from escalation.tickets.storage.list_statements import (
    TICKET,
    Search,
    behind,
    fitting,
    is_wide,
    listed,
    order_of,
    ordered,
    window,
)
from escalation.tickets.storage.selective_filters import Hits
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_columns import of_table

NARROW_WINDOW: Final = 1_200
"""Rows read at most for a page by filters on what listings carry: about a buffer each."""

WINDOW_OF_LONG_PAGE: Final = 1_000
"""The same of a page of more than fifty, whose lines cost about ten buffers each with their units."""

WIDE_WINDOW: Final = 250
"""Rows read at most where the ticket has to be looked at for each: about five buffers each."""

DEEP_WINDOW: Final = 120
"""Rows read at most where what belongs to the ticket has to be looked at as well: about ten buffers each."""


NAMED: Final = "holder", "origin", "handler", "dispatcher"
"""The units that a ticket names."""


@lru_cache(maxsize=512)
def page(search: Search) -> Compiled:
    """The tickets of a page in order, each with the time `now`, `place` in the order, and `is_shown`.

    `is_last` where the window ended. `units`: those that the lines name, with the first one. By the predicate alone for
    who has no listings, and for one ticket: what the ranges have to find as well.
    """
    if not search.relations:
        lines = _plain(search)
    else:
        lines = _lines(search, _narrowed(search) if search.is_narrowed else _first(search))
    every = select(*lines.c, _units(search, lines)).order_by(*_in_order(search, lines))
    return compile_statement(every)


@lru_cache(maxsize=512)
def page_of_hits(search: Search, hits: Hits) -> Compiled:
    """The same of what a selective filter finds. One row without a ticket, which says so, if it finds too much."""
    found = hits.query().cte("hits")
    count = select(func.count().label("n")).select_from(found).subquery("counted")
    few = select(found.c.id).distinct().where(select(count.c.n).scalar_subquery() <= written_out(hits.few))
    lines = _lines(search, _of_hits(search, few.subquery("few")))
    every = select(*lines.c, _units(search, lines), (count.c.n > written_out(hits.few)).label("are_many"))
    return compile_statement(every.select_from(count.outerjoin(lines, true())).order_by(*_in_order(search, lines)))


def _first(search: Search) -> FromClause:
    """Of a list that nothing else narrows: the window is the page."""
    rows = window(search, search.size)
    return select(rows, true().label("matches"), (~true()).label("is_last")).subquery("found")


def _narrowed(search: Search) -> FromClause:
    """The first rows of the window that match; of too few, also the last row of a full window."""
    size = _size_of_window(search)
    numbered = select(window(search, size), func.row_number().over().label("n")).subquery("numbered")
    rows, matches = fitting(search, numbered)
    is_last = numbered.c.n == written_out(size)
    # In the order of the window, as a filter leaves it, and no further than the page is long.
    found = select(numbered, matches.label("matches"), is_last.label("is_last")).select_from(rows)
    return found.where(or_(matches, is_last)).limit(written_out(search.size)).subquery("found")


def _of_hits(search: Search, hits: FromClause) -> FromClause:
    """Those of the hits that the caller lists and that match, in order; all are looked at, none is the last."""
    own = listed(search, hits)
    rows, matches = fitting(search, own)
    found = select(own, true().label("matches"), (~true()).label("is_last")).select_from(rows)
    found = found.where(matches, *behind(search, own, own.c.ticket_id))
    return found.order_by(*ordered(search, own, own.c.ticket_id)).limit(written_out(search.size)).subquery("found")


def _lines(search: Search, found: FromClause) -> CTE:
    ticket = select(*TICKET).where(tickets.c.id == found.c.ticket_id).limit(written_out(1)).lateral("ticket")
    is_seen = of_table(ticket, visibility.visible(search.form))
    whole = select(
        *(ticket.c[column.name] for column in TICKET),
        NOW.label("now"),
        found.c[order_of(search)].label("place"),
        and_(found.c.matches, is_seen).label("is_shown"),
        found.c.is_last.label("is_last"),
    ).select_from(found.join(ticket, true()))
    return whole.cte("lines")


def _plain(search: Search) -> CTE:
    place = tickets.c[order_of(search)].label("place")
    wanted = *conditions(search.asked), visibility.visible(search.form), *behind(search, tickets, tickets.c.id)
    found = select(*TICKET, NOW.label("now"), place, true().label("is_shown"), (~true()).label("is_last"))
    found = found.where(*wanted).order_by(*ordered(search, tickets, tickets.c.id)).limit(written_out(search.size))
    return found.cte("lines")


def _units(search: Search, lines: CTE) -> ColumnElement[list[tuple[object, ...]]]:
    """The units that all lines name, told once: with the first line."""
    ids = array([lines.c[f"{part}_unit_id"] for part in NAMED])
    named = select(func.unnest(ids).label("id")).distinct().subquery("named")
    unit = select(*UNIT_COLUMNS).where(units.c.id == named.c.id).limit(written_out(1)).lateral("unit")
    all_ = select(func.array_agg(func.row(*unit.c))).select_from(named.join(unit, true())).scalar_subquery()
    is_first = func.row_number().over(order_by=_in_order(search, lines)) == written_out(1)
    return case((is_first, all_)).label("units")


def _in_order(search: Search, lines: CTE) -> list[ColumnElement[object]]:
    place, id_ = lines.c.place, lines.c.id
    return [place.desc(), id_.desc()] if search.is_descending else [place, id_]


def _size_of_window(search: Search) -> int:
    if search.is_anothers or not DEEP.isdisjoint(name for name, _ in search.asked):
        return DEEP_WINDOW
    return WIDE_WINDOW if is_wide(search) else _narrow_window(search.size)


_LONG: Final = 51


def _narrow_window(size: int) -> int:
    return NARROW_WINDOW if size <= _LONG else min(NARROW_WINDOW, WINDOW_OF_LONG_PAGE)
