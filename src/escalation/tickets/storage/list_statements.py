"""Which listings does a list read? The list statements: a few ranges of one index, merged, and nothing to choose.

    ranges   one for each relation of the caller's unit to tickets (`ticket_listings`), open and closed ones apart, each
             in the order of the list
    window   the first rows of all ranges together; of a list that is narrowed further, so many that a page costs no
             more than this, and no fewer

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
from escalation.tickets.storage.filters import WIDE, Asked, conditions
from escalation.tickets.storage.listing_tables import ticket_listings
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_columns import of_table
from escalation.tickets.storage.ticket_listings import CONCEALED, Mark, Relation

TICKET: Final = tuple(tickets.c[name] for name in Ticket._fields)


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

    @property
    def is_descending(self) -> bool:
        """Whether the latest comes first."""
        return self.sort in _DESCENDING

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked than where ranges begin and end."""
        return bool(_filters(self))


@lru_cache(maxsize=512)
def counted(search: Search, most: int) -> Compiled:
    """`found` and `read`: how many tickets there are among the first `most` that the ranges have."""
    rows, fits = fitting(search, read := window(search, most))
    if search.relations and not search.is_anothers:
        fits = and_(fits, ~visibility.kept_from_the_caller(read.c.ticket_id))
    statement = select(func.count().filter(fits).label("found"), func.count().label("read"))
    return compile_statement(statement.select_from(rows))


def among(search: Search, columns: Sequence[str]) -> FromClause:
    """All that a list would show, each ticket once, as a table `listed` with these columns of listings."""
    rows, fits = fitting(search, all_ := window(search, None))
    return select(*(all_.c[name] for name in columns)).select_from(rows).where(fits).subquery("listed")


UNIT: Final = bindparam("listed_for", type_=BigInteger, required=False)
"""The serial number of the unit whose listings are read."""

OWN_UNIT: Final = bindparam("own_serial", type_=BigInteger, required=False)
"""That of the caller's own unit, in whose listings hits are looked up."""

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


def order_of(search: Search) -> str:
    """The column by which a list is ordered."""
    return _LATE if search.is_late else _ORDERS[search.sort]


_DESCENDING: Final = frozenset({Sort.CREATED, Sort.UPDATED_LAST})
# Filters that say where in the order of the list a range begins and ends.
_STEERING: Final[Mapping[Sort, frozenset[str]]] = {
    Sort.DUE: frozenset({"overdue", "due_before", "due_since", "due_until"}),
    Sort.CREATED: frozenset({"created_since", "created_until"}),
    Sort.UPDATED: frozenset({"updated_since"}),
    Sort.UPDATED_LAST: frozenset({"updated_since"}),
}


HITS: Final = select(
    func.unnest(bindparam("hits", type_=ARRAY(SqlUuid(as_uuid=True)), required=False)).label("id")
).subquery("hits")
"""The tickets that a selective filter has found, as a table of their ids."""


def listed(search: Search, hits: FromClause = HITS) -> FromClause:
    """The listing of each hit for the caller's unit, if it has one: looked up by its key."""
    own = select(ticket_listings).where(
        ticket_listings.c.ticket_id == hits.c.id,
        ticket_listings.c.unit_serial == OWN_UNIT,
        ticket_listings.c.mark == _small(Mark.NONE),
        or_(*(ticket_listings.c.relation == _small(relation) for relation in search.relations)),
        *_settled(search),
    )
    listing = own.limit(written_out(1)).lateral("listing")
    return select(*listing.c).select_from(hits.join(listing, true())).subquery("listed")


def window(search: Search, size: int | None) -> FromClause:
    """The first rows of all ranges, in order; all rows in any order when there is no `size`."""
    if not search.relations:
        every = select(tickets).where(*conditions(search.asked), visibility.visible(search.form))
        return (every if size is None else every.limit(written_out(size))).subquery("window")
    if search.is_of_hits:
        return listed(search)
    ranges = [_range(search, relation, size, is_open=half) for relation in search.relations for half in search.halves]
    if len(ranges) == 1:
        return ranges[0].subquery("window")
    merged = union_all(*(select(each.subquery()) for each in ranges)).subquery("ranges")
    first = select(merged)
    if size is not None:
        first = first.order_by(*ordered(search, merged, merged.c.ticket_id)).limit(written_out(size))
    return first.subquery("window")


def _range(search: Search, relation: Relation, size: int | None, *, is_open: bool) -> Select[Any]:
    """One range of the index on the order of the list."""
    columns = ticket_listings.c
    found = select(ticket_listings).where(
        columns.unit_serial == UNIT,
        columns.mark == _small(search.mark),
        columns.relation == _small(relation),
        columns.is_open if is_open else ~columns.is_open,
        columns[order_of(search)].is_not(None),  # Which index it is.
        *(of_table(ticket_listings, each, _NAMES[search.is_late]) for each in _steering(search, is_open=is_open)),
        *behind(search, ticket_listings, columns.ticket_id),
        *_settled(search),
    )
    if size is None:
        return found
    return found.order_by(*ordered(search, ticket_listings, columns.ticket_id)).limit(written_out(size))


def _small(value: int) -> ColumnElement[int]:
    return literal_column(str(int(value)), SmallInteger)


def _settled(search: Search) -> tuple[ColumnElement[bool], ...]:
    return (ticket_listings.c.updated_at < SETTLED,) if search.sort is Sort.UPDATED else ()


def _steering(search: Search, *, is_open: bool) -> list[ColumnElement[bool]]:
    asked = (*search.asked, ("open", is_open))
    found = conditions(asked, _STEERING[search.sort])
    if _is_red(search):
        found += conditions(asked, {"warnings"})
    elif search.sort is Sort.DUE and (colours := _colours(search)) and "red" not in colours:
        found.append(tickets.c.next_due_at > NOW)  # What is overdue is red by now.
    return found


def _colours(search: Search) -> tuple[str, ...]:
    colours = dict(search.asked).get("warnings")
    return colours if isinstance(colours, tuple) else ()


def _is_red(search: Search) -> bool:
    """Whether the colour says where a range ends."""
    return search.sort is Sort.DUE and _colours(search) == ("red",)


def fitting(search: Search, rows: FromClause) -> tuple[FromClause, ColumnElement[bool]]:
    """The rows, with the tickets if more is asked of them than listings carry, and whether a row fits the filters."""
    filters = _filters(search)
    if not filters:
        return rows, true()
    if not is_wide(search):
        return rows, of_table(rows, and_(*filters))
    ticket = select(tickets).where(tickets.c.id == rows.c.ticket_id).limit(written_out(1)).lateral("looked_at")
    return rows.join(ticket, true()), of_table(ticket, and_(*filters))


def _filters(search: Search) -> list[ColumnElement[bool]]:
    """Conditions that no range begins or ends with."""
    if not search.relations:
        return []
    red = {"warnings"} if _is_red(search) else set[str]()
    served = frozenset() if search.is_of_hits else _STEERING[search.sort] | red
    found = conditions(search.asked, {name for name, _ in search.asked} - served)
    if search.is_anothers:
        found.append(visibility.visible(search.form))
    elif not set(CONCEALED).isdisjoint(search.relations):
        found.append(visibility.not_about_the_caller())
    return found


def is_wide(search: Search) -> bool:
    """Whether a ticket has to be looked at to know whether it fits."""
    return search.is_anothers or not WIDE.isdisjoint(name for name, _ in search.asked)


def ordered(search: Search, table: FromClause, id_: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """By what a table that has the columns of listings, or of tickets, is ordered."""
    columns = [table.c[order_of(search)], id_]
    return [column.desc() for column in columns] if search.is_descending else columns


def behind(search: Search, table: FromClause, id_: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    """Which of its rows come behind the place where a page begins."""
    if not search.goes_on:
        return ()
    here = tuple_(table.c[order_of(search)], id_)
    there = tuple_(bindparam("after_value", type_=Moment), bindparam("after_id", type_=SqlUuid(as_uuid=True)))
    return (here < there if search.is_descending else here > there,)
