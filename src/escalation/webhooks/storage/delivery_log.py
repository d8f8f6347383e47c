"""What was sent to an endpoint, what is it owed, and what was given up? The log, the queue, the dead letters.

What an endpoint was sent may be read by whoever may set it up; bodies are not kept, they are made from the event.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Column, ColumnElement, Text, Tuple, any_, bindparam, null, select, tuple_

from escalation.events.storage.tables import events
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.webhooks.storage.claims import Lane
from escalation.webhooks.storage.tables import webhook_attempts, webhook_dead, webhook_queue

Place = tuple[datetime, UUID, int]
"""Of an attempt in the log: when, of which event, and which attempt it was."""


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One attempt. Times are the wall's. `error` is a short stable sentence; `next_at`: when it is tried again."""

    event_id: UUID
    event_type: str
    attempt: int
    cause: str
    started_at: datetime
    duration_ms: int
    outcome: str
    status: int | None
    error: str | None
    response_headers: Mapping[str, str] | None
    response_body: bytes | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery that is still to be made. `is_leased`: it is being sent right now."""

    event_id: UUID
    lane: int
    is_leased: bool
    cause: str
    attempt: int
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Dead:
    """A delivery that was given up, and why."""

    event_id: UUID
    event_type: str
    subject_id: UUID
    attempts: int
    reason: str
    dead_at: datetime


@dataclass(frozen=True, slots=True)
class LogFilters:
    """What the log is narrowed to; `None` narrows nothing. `type_pattern` is one of LIKE."""

    outcome: Sequence[str] | None = None
    cause: str | None = None
    event_id: UUID | None = None
    type_pattern: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hour:
    """Attempts of one hour with one outcome."""

    hour: datetime
    outcome: str
    count: int
    average_ms: int


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """How much an endpoint is owed by lane, how much of it is being sent, and what has waited longest."""

    live: int
    retry: int
    replay: int
    in_flight: int
    dead: int
    oldest_due_at: datetime | None


async def list_attempts(
    connection: Connection, endpoint_id: UUID, filters: LogFilters, *, after: Place | None, limit: int
) -> list[AttemptRecord]:
    """At most `limit` attempts, the latest first, before the place `after`; without what the receiver answered."""
    asked = {name: getattr(filters, name) for name in _CONDITIONS if getattr(filters, name) is not None}
    statement = _attempts(tuple(asked), goes_on=after is not None)
    place = dict(zip(_AFTER, after, strict=True)) if after else {}
    rows = await connection.rows(statement, endpoint=endpoint_id, **asked, **place, limit=limit)
    return [AttemptRecord(*row) for row in rows]


async def list_attempts_of(
    connection: Connection, endpoint_id: UUID, event_id: UUID, *, limit: int
) -> list[AttemptRecord]:
    """The latest attempts to deliver one event, the latest first."""
    return [
        AttemptRecord(*row)
        for row in await connection.rows(_OF_EVENT, endpoint=endpoint_id, event=event_id, most=limit)
    ]


async def find_owed(connection: Connection, endpoint_id: UUID, event_id: UUID) -> Owed | None:
    """What an endpoint is owed of one event."""
    row = await connection.row(_OWED, endpoint=endpoint_id, event=event_id)
    return Owed(*row) if row else None


async def find_dead(connection: Connection, endpoint_id: UUID, event_id: UUID) -> Dead | None:
    """One delivery that was given up."""
    row = await connection.row(_DEAD_ONE, endpoint=endpoint_id, event=event_id)
    return Dead(*row) if row else None


async def list_dead(
    connection: Connection, endpoint_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Dead]:
    """At most `limit` deliveries that were given up, the latest first."""
    place = dict(zip(_AFTER, after, strict=False)) if after else {}
    statement = _dead(goes_on=after is not None)
    rows = await connection.rows(statement, endpoint=endpoint_id, **place, limit=limit)
    return [Dead(*row) for row in rows]


async def count_by_hour(connection: Connection, endpoint_id: UUID, since: datetime) -> list[Hour]:
    """Attempts by hour and outcome, the latest hour first."""
    return [Hour(*row) for row in await connection.rows(_BY_HOUR, endpoint=endpoint_id, since=since)]


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much an endpoint is owed, counted up to `MOST_OWED`, and what has waited longest."""

    owed: int
    oldest_due_at: datetime | None


MOST_OWED: Final = 1_000
"""So many deliveries are counted of each endpoint of a list; whether there are more does not matter there."""


async def read_backlogs(connection: Connection, endpoint_ids: Sequence[UUID]) -> dict[UUID, Backlog]:
    """How much each of these endpoints is owed: some steps of an index, however much that is."""
    rows = await connection.rows(_BACKLOGS, endpoints=list(endpoint_ids))
    return {row["endpoint_id"]: Backlog(row["owed"], row["oldest_due_at"]) for row in rows}


async def depth(connection: Connection, endpoint_id: UUID) -> QueueDepth:
    """How much an endpoint is owed."""
    row = await connection.row(_DEPTH, endpoint=endpoint_id)
    if row is None:
        raise LookupError(endpoint_id)
    return QueueDepth(*row)


_ENDPOINT: Final = bindparam("endpoint", type_=webhook_attempts.c.endpoint_id.type)
_EVENT: Final = bindparam("event", type_=webhook_attempts.c.event_id.type)
_TRIED: Final = tuple(webhook_attempts.c[f.name] for f in fields(AttemptRecord))
_BRIEFLY: Final = tuple(null().label(c.name) if c.name.startswith("response_") else c for c in _TRIED)
_PLACE: Final = webhook_attempts.c.started_at, webhook_attempts.c.event_id, webhook_attempts.c.attempt
_OF_EVENT: Final = compile_statement(
    select(*_TRIED)
    .where(webhook_attempts.c.endpoint_id == _ENDPOINT, webhook_attempts.c.event_id == _EVENT)
    .order_by(webhook_attempts.c.started_at.desc(), webhook_attempts.c.attempt.desc())
    .limit(bindparam("most"))
)
_OWED: Final = compile_statement(
    select(
        webhook_queue.c.event_id,
        webhook_queue.c.lane,
        (webhook_queue.c.state == 1).label("is_leased"),
        webhook_queue.c.cause,
        webhook_queue.c.attempt,
        webhook_queue.c.due_at,
        webhook_queue.c.expires_at,
    ).where(webhook_queue.c.endpoint_id == _ENDPOINT, webhook_queue.c.event_id == _EVENT)
)
_DEAD: Final = (
    select(
        webhook_dead.c.event_id,
        events.c.type,
        webhook_dead.c.subject_id,
        webhook_dead.c.attempts,
        webhook_dead.c.reason,
        webhook_dead.c.dead_at,
    )
    .join(events, events.c.id == webhook_dead.c.event_id)
    .where(webhook_dead.c.endpoint_id == _ENDPOINT)
)
_DEAD_ONE: Final = compile_statement(_DEAD.where(webhook_dead.c.event_id == _EVENT))
_BY_HOUR: Final = Compiled(
    """
    SELECT date_trunc('hour', started_at) AS hour, outcome, count(*), avg(duration_ms)::integer
    FROM webhook_attempts
    WHERE endpoint_id = $1 AND started_at >= $2
    GROUP BY 1, 2
    ORDER BY 1 DESC, 2
    """,
    ("endpoint", "since"),
    {},
)
_BACKLOGS: Final = Compiled(
    f"""
    SELECT e.id AS endpoint_id, owed.count AS owed, waiting.oldest_due_at
    FROM unnest($1::uuid[]) AS e(id)
    CROSS JOIN LATERAL (
      SELECT count(*) FROM (SELECT FROM webhook_queue q WHERE q.endpoint_id = e.id LIMIT {MOST_OWED}) counted
    ) owed
    CROSS JOIN LATERAL (
      SELECT min(first.due_at) AS oldest_due_at
      FROM generate_series({min(Lane)}, {max(Lane)}) lanes (number)
      CROSS JOIN LATERAL (
        SELECT q.due_at FROM webhook_queue q
        WHERE q.endpoint_id = e.id AND q.lane = lanes.number AND q.state = 0 ORDER BY q.due_at LIMIT 1
      ) first
    ) waiting
    """,
    ("endpoints",),
    {},
)
_DEPTH: Final = Compiled(
    """
    SELECT
      count(*) FILTER (WHERE lane = 0), count(*) FILTER (WHERE lane = 1), count(*) FILTER (WHERE lane = 2),
      count(*) FILTER (WHERE state = 1), (SELECT count(*) FROM webhook_dead WHERE endpoint_id = $1),
      min(due_at) FILTER (WHERE state = 0)
    FROM webhook_queue
    WHERE endpoint_id = $1
    """,
    ("endpoint",),
    {},
)


_LOG: Final = webhook_attempts.c
_CONDITIONS: Final[Mapping[str, ColumnElement[bool]]] = {
    "outcome": _LOG.outcome == any_(bindparam("outcome", type_=ARRAY(_LOG.outcome.type))),
    **{name: _LOG[name] == bindparam(name, type_=_LOG[name].type) for name in ("cause", "event_id")},
    "type_pattern": _LOG.event_type.like(bindparam("type_pattern", type_=Text)),
    "since": _LOG.started_at >= bindparam("since", type_=_LOG.started_at.type),
    "until": _LOG.started_at < bindparam("until", type_=_LOG.started_at.type),
}
_AFTER: Final = "after_at", "after_event", "after_attempt"


@cache
def _attempts(asked: tuple[str, ...], *, goes_on: bool) -> Compiled:
    """A page of the log, the latest first, narrowed to values of these filters."""
    statement = select(*_BRIEFLY).where(_LOG.endpoint_id == _ENDPOINT, *(_CONDITIONS[name] for name in asked))
    if goes_on:
        statement = statement.where(tuple_(*_PLACE) < _there(_PLACE))
    return compile_statement(statement.order_by(*(part.desc() for part in _PLACE)).limit(bindparam("limit")))


@cache
def _dead(*, goes_on: bool) -> Compiled:
    """A page of what was given up, the latest first."""
    here = webhook_dead.c.dead_at, webhook_dead.c.event_id
    statement = _DEAD.order_by(*(part.desc() for part in here)).limit(bindparam("limit"))
    return compile_statement(statement.where(tuple_(*here) < _there(here)) if goes_on else statement)


def _there(place: Sequence[Column[Any]]) -> Tuple:
    return tuple_(*(bindparam(name, type_=part.type) for name, part in zip(_AFTER, place, strict=False)))
