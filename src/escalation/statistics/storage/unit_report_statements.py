"""Which statements count for the unit report? Tickets by the unit directly below under which they lie, and by day.

What is open is read from listings alone, one row for each ticket, and grouped by holder before a unit is looked at.
What was received or closed is looked up for each ticket of the period: closed tickets of earlier times are not read.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    cast,
    func,
    select,
    true,
)
from sqlalchemy import literal_column as written
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.sql.expression import bindparam

from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, compile_statement
from escalation.organisation.storage.tables import units
from escalation.statistics.storage.report_facts import SINCE, UNTIL, facts, known
from escalation.statistics.storage.report_statements import Question
from escalation.tickets.storage import list_statements, visibility
from escalation.tickets.storage.filters import conditions
from escalation.tickets.storage.list_statements import Search
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_columns import of_table

_ABOVE: Final = bindparam("above_path", type_=Path)
_ABOVE_END: Final = bindparam("above_end", type_=Path)
_ZONE: Final = bindparam("zone", type_=Text)


@lru_cache(maxsize=128)
def in_hand(search: Search) -> Compiled:
    """`below, in_hand, overdue, due_soon, stuck`: open tickets by the serial of the unit; `None` for the one asked for.

    `search`: the caller's list of open tickets within the unit.
    """
    listed = list_statements.among(
        search, (_id(search), "holder_unit_id", "is_open", "next_due_at", "warning", "stuck")
    )
    counts = in_hand_of(listed)
    by_holder = (
        select(listed.c.holder_unit_id, *(count.label(name) for name, count in counts.items()))
        .where(*known(search, listed))
        .group_by(listed.c.holder_unit_id)
        .subquery("by_holder")
    )
    holder = select(units.c.path).where(units.c.id == by_holder.c.holder_unit_id).limit(_ONE).lateral("holder")
    unit = below(holder.c.path)
    sums = (cast(func.sum(by_holder.c[name]), BigInteger).label(name) for name in counts)
    statement = select(unit.label("below"), *sums).select_from(by_holder.join(holder, true()))
    return compile_statement(statement.where(lies_there(holder.c.path)).group_by(unit))


@lru_cache(maxsize=128)
def on_time(question: Question) -> Compiled:
    """`below, tickets, closed_on_time`: what a share on time is made of, by the unit under which it was received."""
    ticket = facts(question.report, question.basis, question.closed, question.late)
    kept = func.coalesce(ticket.c.fulfilled_at, ticket.c.closed_at) <= ticket.c.due_at
    counts = {"tickets": func.count(), "closed_on_time": func.count().filter(ticket.c.closed_at.is_not(None), kept)}
    unit = below(ticket.c.origin_path)
    statement = select(unit.label("below"), *(count.label(name) for name, count in counts.items()))
    seen = of_table(ticket, visibility.visible(question.form))
    source = statement.select_from(ticket).where(seen, lies_there(ticket.c.origin_path))
    return compile_statement(source.group_by(unit))


@lru_cache(maxsize=128)
def received_by_day(search: Search) -> Compiled:
    """`day, tickets`: tickets by when they were formed. `search`: the list of those formed in the period."""
    return _by_day(search, "created_at", in_period(tickets.c.created_at))


@lru_cache(maxsize=128)
def became_late_by_day(search: Search) -> Compiled:
    """`day, tickets`: open tickets by their first breach. `search`: the list of open ones that were ever late."""
    return _by_day(search, "first_breached_at", tickets.c.first_breached_at.is_not(None))


@lru_cache(maxsize=128)
def closed_by_day(search: Search) -> Compiled:
    """`day, late_on, tickets`: closed tickets by when they were closed and first late.

    `search`: the list of closed ones that were changed since the period began.
    """
    late_on = local_day(tickets.c.first_breached_at)
    return _by_day(search, "closed_at", in_period(tickets.c.closed_at), late_on)


DIRECTLY_BELOW: Final = compile_statement(
    select(units.c.serial, *(units.c[name] for name in ("id", "code", "name", "kind", "level", "active")))
    .where(units.c.parent_id == bindparam("unit_id", type_=UUID(as_uuid=True)))
    .order_by(units.c.code)
)
"""The units directly below one, dissolved ones included, in the order of codes."""

_ONE: Final = written("1", Integer)


def in_hand_of(table: FromClause) -> Mapping[str, ColumnElement[int]]:
    """The figures of open tickets now, counted in a table that has their columns."""
    return {
        "in_hand": func.count(),
        "overdue": func.count().filter(_asked(table, "overdue")),
        "due_soon": func.count().filter(_asked(table, "warnings", ("orange", "yellow"))),
        "stuck": func.count().filter(table.c.stuck),
    }


def _id(search: Search) -> str:
    return "ticket_id" if search.relations else "id"


def _asked(listed: FromClause, name: str, value: bool | tuple[str, ...] = True) -> ColumnElement[bool]:  # noqa: FBT001, FBT002 - one value of a filter
    return of_table(listed, and_(*conditions(((name, value), ("open", True)), {name})))


def below(path: ColumnElement[Any]) -> ColumnElement[Any]:
    """The serial of the unit directly below the one asked for on the way to a path; nothing at that one's own."""
    rest = func.substr(path, func.length(_ABOVE) + _ONE)
    return cast(func.nullif(func.split_part(rest, written("'/'", Text), _ONE), written("''", Text)), BigInteger)


def lies_there(path: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a path lies in the subtree of the unit asked for."""
    return and_(path >= _ABOVE, path < _ABOVE_END)


def in_period(moment: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a moment is one of the days asked for."""
    return and_(moment >= SINCE, moment < UNTIL)


def local_day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """The day of a moment, as the calendar's clocks show it."""
    return cast(func.timezone(_ZONE, moment), Date)


def _by_day(search: Search, at: str, fits: ColumnElement[bool], *more: ColumnElement[Any]) -> Compiled:
    """Tickets of a list that were received in the subtree, by the day of a moment of theirs."""
    listed = list_statements.among(search, (_id(search),))
    ticket = select(tickets).where(tickets.c.id == listed.c[_id(search)]).limit(_ONE).lateral("ticket")
    by = [
        of_table(ticket, local_day(tickets.c[at])).label("day"),
        *(of_table(ticket, each).label("late_on") for each in more),
    ]
    statement: Select[Any] = select(*by, func.count().label("tickets")).select_from(listed.join(ticket, true()))
    seen = visibility.visible(search.form)
    wanted = (of_table(ticket, each) for each in (seen, fits, lies_there(tickets.c.origin_path)))
    return compile_statement(statement.where(*wanted).group_by(*by))
