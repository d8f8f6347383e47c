"""Which statements count for the unit report of a whole unit: of all that lies in a part of the caller's subtree?

The same figures as those of `unit_report_statements.py`, of tickets that nothing narrows: no list is asked for, and no
ticket is looked at. Each reads the range of one index that has all that it needs (`figure_indexes.py`).
"""

from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, and_, cast, func, literal_column, select, union_all
from sqlalchemy.sql.selectable import FromClause

from escalation.kit.database.connection import Compiled, compile_statement
from escalation.statistics.storage.unit_report_statements import below, in_hand_of, in_period, lies_there, local_day
from escalation.tickets.storage import visibility
from escalation.tickets.storage.lateness_conditions import is_broken
from escalation.tickets.storage.tables import tickets

_ORIGIN: Final = tickets.c.origin_path


def seen_there(path: ColumnElement[str], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tickets that lie in the unit asked for by this one of their paths, if that is in the caller's subtree."""
    caller = visibility.CALLER
    return and_(lies_there(path), *more, caller.reaches(path), caller.is_not_accused(), caller.may_know())


def _closed() -> ColumnElement[bool]:
    is_closed = and_(~tickets.c.is_open, tickets.c.closed_at.is_not(None))
    return seen_there(_ORIGIN, is_closed, in_period(tickets.c.closed_at))


def _by_unit(by_path: FromClause) -> Compiled:
    """The sums of what was counted by `path`, in the order of an index: a path is taken apart once for each unit."""
    unit = below(by_path.c.path).label("below")
    sums = (cast(func.sum(count), BigInteger).label(count.name) for count in by_path.c if count.name != "path")
    return compile_statement(select(unit, *sums).group_by(unit))


def _in_hand() -> FromClause:
    path = tickets.c.holder_path
    counts = (count.label(name) for name, count in in_hand_of(tickets).items())
    counted = select(path.label("path"), *counts).where(seen_there(path, tickets.c.is_open))
    return counted.group_by(path).subquery("by_holder")


def _on_time() -> FromClause:
    kept = func.coalesce(tickets.c.fulfilled_at, tickets.c.closed_at) <= tickets.c.due_at
    counts = _ORIGIN.label("path"), func.count().label("tickets")
    closed = select(*counts, func.count().filter(kept).label("closed_on_time")).where(_closed())
    none = literal_column("0", BigInteger).label("closed_on_time")
    broken = select(*counts, none).where(seen_there(_ORIGIN, is_broken(), in_period(tickets.c.due_at)))
    return union_all(closed.group_by(_ORIGIN), broken.group_by(_ORIGIN)).subquery("by_origin")


def _by_day(wanted: ColumnElement[bool], **days: ColumnElement[Any]) -> Compiled:
    columns = [local_day(moment).label(name) for name, moment in days.items()]
    counted: Select[Any] = select(*columns, func.count().label("tickets")).where(wanted)
    return compile_statement(counted.group_by(*columns))


IN_HAND: Final = _by_unit(_in_hand())
"""`below, in_hand, overdue, due_soon, stuck`: see `unit_report_statements.in_hand`."""

ON_TIME: Final = _by_unit(_on_time())
"""`below, tickets, closed_on_time`: see `unit_report_statements.on_time`."""

RECEIVED_BY_DAY: Final = _by_day(seen_there(_ORIGIN, in_period(tickets.c.created_at)), day=tickets.c.created_at)
"""`day, tickets`: tickets formed in the period."""

BECAME_LATE_BY_DAY: Final = _by_day(
    seen_there(_ORIGIN, tickets.c.is_open, tickets.c.first_breached_at.is_not(None)), day=tickets.c.first_breached_at
)
"""`day, tickets`: open tickets by their first breach, whenever that was."""

CLOSED_BY_DAY: Final = _by_day(_closed(), day=tickets.c.closed_at, late_on=tickets.c.first_breached_at)
"""`day, late_on, tickets`: tickets closed in the period."""
