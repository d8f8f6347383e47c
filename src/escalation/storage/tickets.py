"""Which tickets are there? Lists of what a caller may see, a page at a time, and the counts of a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, FromClause, Text, and_, distinct, func, literal, or_, select, text, tuple_
from sqlalchemy.sql.expression import any_

from escalation.storage import scope
from escalation.storage.database import Connection, Row, compile_statement
from escalation.storage.tables import categories, tickets, units
from escalation.storage.time import NOW
from escalation.workflow.situation import Actor, Ticket, Unit

MOST_COUNTED: Final = 10_000


class Sort(StrEnum):
    """In which order a list comes; the id breaks ties."""

    DUE = "due"
    CREATED = "-created"
    UPDATED = "updated"
    UPDATED_LAST = "-updated"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; `None` narrows nothing. `unit_path` is a subtree: its holders and its origins."""

    unit_path: str | None = None
    holder_unit_id: UUID | None = None
    states: tuple[str, ...] | None = None
    level: int | None = None
    overdue: bool | None = None
    warning: str | None = None
    due_before: datetime | None = None
    updated_since: datetime | None = None
    stuck: bool | None = None
    problem: bool | None = None
    key_task: bool | None = None
    open: bool | None = None
    category: str | None = None
    urgency: str | None = None
    difficulty: str | None = None
    source_system: str | None = None
    external_ref: str | None = None
    q: str | None = None


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
    column, descending = _SORTS[sort]
    statement = (
        select(*_TICKET, NOW.label("now"), text(f"{_UNITS} AS units"))
        .where(*_conditions(actor, filters))
        .order_by(column.desc() if descending else column, tickets.c.id.desc() if descending else tickets.c.id)
        .limit(limit)
    )
    if after is not None:
        here, there = tuple_(column, tickets.c.id), tuple_(literal(after[0]), literal(after[1]))
        statement = statement.where(here < there if descending else here > there)
    rows = await connection.rows(compile_statement(statement), **scope.params(actor))
    return [_listed(row) for row in rows]


async def count_tickets(connection: Connection, actor: Actor, filters: Filters) -> int:
    """How many tickets a list has, at most one more than `MOST_COUNTED`."""
    some = select(tickets.c.id).where(*_conditions(actor, filters)).limit(MOST_COUNTED + 1).subquery()
    count = await connection.value(compile_statement(select(func.count()).select_from(some)), **scope.params(actor))
    return count if isinstance(count, int) else 0


class GroupBy(StrEnum):
    """What the overdue report counts by."""

    UNIT = "unit"
    LEVEL = "level"
    CATEGORY = "category"


async def overdue_report(connection: Connection, actor: Actor, group_by: GroupBy, unit_path: str | None) -> list[Row]:
    """`key, name, overdue, stuck, oldest_due_at, stages` by group, most overdue first, of what the actor may see.

    Walks the open tickets that are overdue now and no others.
    """
    key, name = _GROUPS[group_by]
    counts = (
        func.count().label("overdue"),
        func.count().filter(tickets.c.stuck).label("stuck"),
        func.min(tickets.c.next_due_at).label("oldest_due_at"),
        func.array_agg(distinct(tickets.c.stage)).label("stages"),
    )
    statement = (
        select(key.label("key"), name.label("name"), *counts)
        .select_from(_joined(group_by))
        .where(*_conditions(actor, Filters(unit_path=unit_path, overdue=True)))
        .group_by(key, name)
        .order_by(func.count().desc(), key)
    )
    return await connection.rows(compile_statement(statement), **scope.params(actor))


_TICKET: Final = tuple(tickets.c[f.name] for f in fields(Ticket))
_UNIT: Final = ", ".join(f"u.{f.name}" for f in fields(Unit))
_UNITS: Final = f"""ARRAY(
  SELECT ROW({_UNIT}) FROM units u
  WHERE u.id = ANY (ARRAY[
    tickets.holder_unit_id, tickets.origin_unit_id, tickets.handler_unit_id, tickets.dispatcher_unit_id
  ])
)"""
_SORTS: Final[Mapping[Sort, tuple[ColumnElement[datetime], bool]]] = {
    Sort.DUE: (tickets.c.next_due_at, False),
    Sort.CREATED: (tickets.c.created_at, True),
    Sort.UPDATED: (tickets.c.updated_at, False),
    Sort.UPDATED_LAST: (tickets.c.updated_at, True),
}
_GROUPS: Final[Mapping[GroupBy, tuple[ColumnElement[object], ColumnElement[object]]]] = {
    GroupBy.UNIT: (units.c.code, units.c.name),
    GroupBy.LEVEL: (tickets.c.level, tickets.c.level),
    GroupBy.CATEGORY: (tickets.c.category, categories.c.name_zh),
}


def _joined(group_by: GroupBy) -> FromClause:
    match group_by:
        case GroupBy.UNIT:
            return tickets.join(units, units.c.id == tickets.c.holder_unit_id)
        case GroupBy.CATEGORY:
            return tickets.outerjoin(categories, categories.c.code == tickets.c.category)
        case GroupBy.LEVEL:
            return tickets


def _listed(row: Row) -> Listed:
    ticket = Ticket(*row[: len(_TICKET)])
    return Listed(ticket, {unit.id: unit for unit in (Unit(*record) for record in row["units"])}, row["now"])


def _conditions(actor: Actor, filters: Filters) -> Sequence[ColumnElement[bool]]:
    asked = ((name, getattr(filters, name)) for name in _CONDITIONS)
    return [
        scope.visible(scope.shape(actor)),
        *(_CONDITIONS[name](value) for name, value in asked if value is not None),
    ]


def _is_overdue() -> ColumnElement[bool]:
    return and_(tickets.c.is_open, tickets.c.next_due_at <= NOW)


def _in_subtree(path: str) -> ColumnElement[bool]:
    end = scope.end_of(path)
    return or_(*(and_(column >= path, column < end) for column in (tickets.c.holder_path, tickets.c.origin_path)))


def _has_warning(colour: str) -> ColumnElement[bool]:
    """Red is a fact about the time, not about what a worker noticed."""
    return _is_overdue() if colour == "red" else and_(tickets.c.is_open, tickets.c.warning == colour)


def _contains(words: str) -> ColumnElement[bool]:
    return or_(tickets.c.number == words, tickets.c.title.contains(words, autoescape=True))


_CONDITIONS: Final[Mapping[str, Callable[..., ColumnElement[bool]]]] = {
    "unit_path": _in_subtree,
    "holder_unit_id": lambda value: tickets.c.holder_unit_id == value,
    "states": lambda value: tickets.c.state == any_(literal(list(value), ARRAY(Text))),
    "level": lambda value: tickets.c.level == value,
    "overdue": lambda value: _is_overdue() if value else ~_is_overdue(),
    "warning": _has_warning,
    "due_before": lambda value: and_(tickets.c.is_open, tickets.c.next_due_at < value),
    "updated_since": lambda value: tickets.c.updated_at >= value,
    "stuck": lambda value: tickets.c.stuck == value,
    "problem": lambda value: tickets.c.problem == value,
    "key_task": lambda value: tickets.c.key_task == value,
    "open": lambda value: tickets.c.is_open == value,
    "category": lambda value: tickets.c.category == value,
    "urgency": lambda value: tickets.c.urgency == value,
    "difficulty": lambda value: tickets.c.difficulty == value,
    "source_system": lambda value: tickets.c.source_system == value,
    "external_ref": lambda value: tickets.c.external_ref == value,
    "q": _contains,
}
