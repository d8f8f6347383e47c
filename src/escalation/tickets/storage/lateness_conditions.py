"""How do lists ask for lateness? Conditions on tickets: late now, coloured, closed on time, of a share on time."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, false, func, literal_column, or_, true

from escalation.kit.database.clock import NOW
from escalation.tickets.storage.tables import tickets


def is_overdue() -> ColumnElement[bool]:
    """The rule of `domain/lateness.py`."""
    return and_(tickets.c.is_open, tickets.c.next_due_at <= NOW)


def not_overdue(*, openness: object) -> ColumnElement[bool]:
    """Simplest where it is known whether the tickets are open, so that an index can begin at the present."""
    match openness:
        case True:
            return tickets.c.next_due_at > NOW
        case False:
            return true()
        case _:
            return or_(~tickets.c.is_open, tickets.c.next_due_at > NOW)


def has_warning(colour: str) -> ColumnElement[bool]:
    """Red is a fact about the time, not about what a worker noticed."""
    if colour == "red":
        return is_overdue()
    is_coloured = tickets.c.warning == literal_column(_COLOURS[colour], Text)
    return and_(tickets.c.is_open, tickets.c.next_due_at > NOW, is_coloured)


_COLOURS: Final = {"yellow": "'yellow'", "orange": "'orange'"}


def was_closed_on_time(value: bool) -> ColumnElement[bool]:  # noqa: FBT001 - one value of a filter
    """As reports have it."""
    kept = func.coalesce(tickets.c.fulfilled_at, tickets.c.closed_at) <= tickets.c.due_at
    found = and_(~tickets.c.is_open, func.coalesce(kept, false()))
    return found if value else ~found


def is_broken() -> ColumnElement[bool]:
    """Whether the promise of an open ticket is broken, as reports have it."""
    is_running = tickets.c.fulfilled_at.is_(None), tickets.c.resume_at.is_(None)
    return and_(is_overdue(), *is_running, tickets.c.due_at <= NOW)


def counted(fits: Callable[[ColumnElement[Any]], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether the moment by which a ticket belongs to a share on time is one of these."""
    closed, broken = tickets.c.closed_at, tickets.c.due_at
    return or_(and_(~tickets.c.is_open, fits(closed)), and_(is_broken(), fits(broken)))
