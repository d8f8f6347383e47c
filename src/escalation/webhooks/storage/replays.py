"""Which past events is an endpoint owed again? Pages of them join its queue; a single one does, whatever became of it.

What is sent again is seen by the endpoint's unit now, or it is not sent. What it was given before needs no other
reason; what it missed has to fit its types and its filter, as if it happened now. Deliveries that are owed anyway stay
as they are: there is never a twin. All that is asked of the log is asked of this endpoint's own part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, column, or_, select, table, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.feed.storage.visibility import Rights, Subjects
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime.subtree import Shape
from escalation.tickets.storage.visibility import integrator
from escalation.webhooks.storage.fan_out import ENDPOINTS, wanted
from escalation.webhooks.storage.tables import webhook_endpoints

PAGE: Final = 500
"""Events that join the queue in one transaction."""

WINDOW: Final = 5_000
"""Places of the feed that are looked through for one page, so that a search for the rare ends soon too."""

KEPT_TRYING: Final = timedelta(hours=72)
"""For how long what is sent again is tried."""


@dataclass(frozen=True, slots=True)
class Range:
    """Places of the feed, `after` one and up to another."""

    after: int
    until: int


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which events. `patterns` of LIKE, any of which has to fit; `only_failed`: those that were tried in vain."""

    since: datetime
    until: datetime
    patterns: Sequence[str]
    ticket_id: UUID | None
    only_failed: bool


@dataclass(frozen=True, slots=True)
class ReplayProgress:
    """What one page did: events `found`, how many of them were not owed already, and where to go on."""

    found: int
    added: int
    cursor: int


async def range_since(connection: Connection, since: datetime) -> Range:
    """The places of all events that may have happened since then, up to the present end of the feed."""
    row = await connection.row(_RANGE, since=since)
    return Range(*row) if row else Range(0, 0)


async def count(connection: Connection, endpoint_id: UUID, criteria: Criteria, within: Range, limit: int) -> int:
    """How many events would be sent again, counted up to a limit."""
    found = await connection.value(
        _counted(**_kind(criteria)), endpoint=endpoint_id, **_params(criteria, within), limit=limit
    )
    return found if isinstance(found, int) else 0


async def add_page(connection: Connection, endpoint_id: UUID, criteria: Criteria, within: Range) -> ReplayProgress:
    """Let the next page of events join the queue; a dead letter that does so is none any more."""
    row = await connection.row(
        _added(**_kind(criteria)),
        endpoint=endpoint_id,
        **_params(criteria, within),
        limit=PAGE,
        window=WINDOW,
        kept=KEPT_TRYING,
    )
    return ReplayProgress(*row) if row else ReplayProgress(0, 0, within.until)


async def resend(connection: Connection, endpoint_id: UUID, event_id: UUID) -> bool:
    """Let one event be due now, before all others; `False` if the endpoint may not see such an event.

    One that is owed is due sooner, one that is being sent stays as it is, a dead letter is none any more.
    """
    return await connection.value(_RESENT, endpoint=endpoint_id, event=event_id, kept=KEPT_TRYING) is True


async def count_waiting(connection: Connection, endpoint_id: UUID, limit: int) -> int:
    """How many events that are to be sent again wait for their turn, counted up to a limit."""
    found = await connection.value(_WAITING, endpoint=endpoint_id, limit=limit)
    return found if isinstance(found, int) else 0


async def withdraw(connection: Connection, endpoint_id: UUID) -> int:
    """Take what waits to be sent again out of the queue, as far as it was not tried yet; how much it was."""
    return await connection.run(_WITHDRAWN, endpoint=endpoint_id)


_COLUMNS: Final = (
    "id, type, action, ticket_id, opinion_id, endpoint_id, record_id, unit_id, actor_unit_id, sequence, feed_pos, data"
)
_EVENT: Final = table(
    "batch",
    *(
        column(name, SqlUuid(as_uuid=True))
        for name in ("id", "ticket_id", "opinion_id", "endpoint_id", "record_id", "unit_id", "actor_unit_id")
    ),
    column("type", Text),
    column("action", Text),
    column("sequence"),
    column("feed_pos"),
    column("data", JSONB),
)
_ENDPOINT: Final = table(
    "active",
    *(column(name, SqlUuid(as_uuid=True)) for name in ("id", "unit_id")),
    *(column(name, Path) for name in ("unit_path", "unit_end")),
    *(column(name, ARRAY(Text)) for name in ("type_patterns", "within")),
    column("filter", JSONB),
)
_VIEWER: Final = integrator(_ENDPOINT.c.unit_id, _ENDPOINT.c.unit_path, _ENDPOINT.c.unit_end)
_SUBJECTS: Final = Subjects(_EVENT, webhook_endpoints)
_FOUND: Final = select(_EVENT).select_from(_SUBJECTS.joined.join(_ENDPOINT, true()))
_GIVEN: Final = _FOUND.where(
    or_(_EVENT.c.endpoint_id.is_(None), _EVENT.c.endpoint_id != _ENDPOINT.c.id),
    _SUBJECTS.seen(Shape.SUBTREE, _VIEWER, Rights(endpoints=true())),
)
_MISSED: Final = _FOUND.where(wanted(_SUBJECTS, _ENDPOINT))
_TEXT_OF_GIVEN, _TEXT_OF_MISSED = (compile_statement(each).text for each in (_GIVEN, _MISSED))

_FAILED: Final = """
  AND (
    EXISTS (SELECT FROM webhook_dead AS d WHERE d.endpoint_id = $1 AND d.event_id = events.id)
    OR EXISTS (
      SELECT FROM webhook_attempts AS a WHERE a.event_id = events.id AND a.endpoint_id = $1 AND a.outcome <> 'ok'
    )
  )
  AND NOT EXISTS (
    SELECT FROM webhook_attempts AS a WHERE a.event_id = events.id AND a.endpoint_id = $1 AND a.outcome = 'ok'
  )
"""
_ADDED: Final = """
  INSERT INTO webhook_queue
    (endpoint_id, event_id, subject_id, feed_pos, previous_sequence, lane, cause, due_at, hold_until, expires_at,
     created_at)
  SELECT $1, f.id, coalesce(f.ticket_id, f.opinion_id, f.endpoint_id, f.record_id), f.feed_pos, before.sequence, {lane},
    '{cause}', at.now, at.now + {hold}, at.now + {kept}::interval, at.now
  FROM found AS f
  CROSS JOIN (SELECT clock_timestamp() + advanced_by AS now FROM clock) AS at
  CROSS JOIN active
  LEFT JOIN LATERAL (
    SELECT p.sequence FROM events AS p
    WHERE p.ticket_id = f.ticket_id AND p.sequence < f.sequence AND p.type LIKE ANY (active.type_patterns)
    ORDER BY p.sequence DESC
    LIMIT 1
  ) AS before ON true
  ORDER BY f.feed_pos
"""
"""A replay keeps the order of each ticket within itself, a single event keeps none; neither delays what is new."""

_NO_LETTERS: Final = "DELETE FROM webhook_dead AS d USING found AS f WHERE d.endpoint_id = $1 AND d.event_id = f.id"
_NAMES: Final = ("endpoint", "after", "head", "since", "until", "patterns", "limit")


@cache
def _counted(*, only_failed: bool, of_ticket: bool) -> Compiled:
    text = f"""
    WITH {_found(only_failed, of_ticket, "$3")}
    SELECT count(*) FROM (SELECT FROM found LIMIT $7) AS counted
    """
    return Compiled(text, (*_NAMES, "ticket") if of_ticket else _NAMES, {})


@cache
def _added(*, only_failed: bool, of_ticket: bool) -> Compiled:
    end = "$3" if of_ticket else "least($3, $2 + $8::bigint)"
    text = f"""
    WITH {_found(only_failed, of_ticket, end)},
    added AS (
      {_ADDED.format(lane=2, cause="replay", hold="active.ordering_hold", kept="$9")}
      ON CONFLICT (endpoint_id, event_id) DO NOTHING RETURNING id
    ),
    letters AS ({_NO_LETTERS})
    SELECT count(*), (SELECT count(*) FROM added), CASE WHEN count(*) < $7 THEN {end} ELSE max(feed_pos) END FROM found
    """
    return Compiled(text, (*_NAMES, "ticket" if of_ticket else "window", "kept"), {})


def _found(only_failed: bool, of_ticket: bool, end: str) -> str:  # noqa: FBT001 - said by name where it is asked for
    return f"""
    active AS MATERIALIZED ({ENDPOINTS} WHERE e.id = $1),
    batch AS (
      SELECT {_COLUMNS} FROM events
      WHERE feed_pos > $2 AND feed_pos <= {end} AND occurred_at >= $4 AND occurred_at < $5
      AND type LIKE ANY ($6::text[])
      {"AND ticket_id = $8" if of_ticket else ""}
      {_FAILED if only_failed else ""}
    ),
    found AS MATERIALIZED (
      {_TEXT_OF_GIVEN if only_failed else _TEXT_OF_MISSED} ORDER BY batch.feed_pos LIMIT $7
    )
    """


_RANGE: Final = Compiled(
    """
    SELECT coalesce((SELECT first_pos FROM feed_days WHERE day <= ($1::timestamptz AT TIME ZONE 'UTC')::date
                     ORDER BY day DESC LIMIT 1), 0),
           pos
    FROM feed_head
    """,
    ("since",),
    {},
)
_RESENT: Final = Compiled(
    f"""
    WITH active AS MATERIALIZED ({ENDPOINTS} WHERE e.id = $1),
    batch AS MATERIALIZED (SELECT {_COLUMNS} FROM events WHERE id = $2 AND feed_pos IS NOT NULL),
    found AS MATERIALIZED ({_TEXT_OF_GIVEN}),
    added AS (
      {_ADDED.format(lane=0, cause="manual", hold="INTERVAL '0'", kept="$3")}
      ON CONFLICT (endpoint_id, event_id) DO UPDATE
        SET lane = excluded.lane, cause = excluded.cause, due_at = excluded.due_at, expires_at = excluded.expires_at
        WHERE webhook_queue.state = 0
    ),
    letters AS ({_NO_LETTERS})
    SELECT EXISTS (SELECT FROM found)
    """,
    ("endpoint", "event", "kept"),
    {},
)
_WAITING: Final = Compiled(
    """
    SELECT count(*) FROM (
      SELECT FROM webhook_queue WHERE endpoint_id = $1 AND lane = 2 AND state = 0 LIMIT $2
    ) AS waiting
    """,
    ("endpoint", "limit"),
    {},
)
_WITHDRAWN: Final = Compiled(
    """
    DELETE FROM webhook_queue
    WHERE endpoint_id = $1 AND lane = 2 AND state = 0 AND attempt = 0 AND cause = 'replay'
    """,
    ("endpoint",),
    {},
)


def _kind(criteria: Criteria) -> dict[str, bool]:
    return {"only_failed": criteria.only_failed, "of_ticket": criteria.ticket_id is not None}


def _params(criteria: Criteria, within: Range) -> dict[str, object]:
    return {
        "after": within.after, "head": within.until, "since": criteria.since, "until": criteria.until,
        "patterns": list(criteria.patterns), "ticket": criteria.ticket_id,
    }  # fmt: skip
