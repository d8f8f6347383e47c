"""What does not hold together? One query for each invariant, over the tickets of one range of ids.

Every query returns `number` (of a ticket, or what else identifies the thing) and the facts its finding tells. All
queries of a range see one snapshot; a range is small enough for that snapshot to be short.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, Self
from uuid import UUID

import orjson
from sqlalchemy import func, select

from escalation.errors import Param
from escalation.storage.database import Compiled, Connection, Row, compile_statement
from escalation.storage.tables import documents, events, opinions, ticket_listings, tickets
from escalation.storage.document_tables import documents
from escalation.storage.event_tables import events
from escalation.storage.opinion_tables import opinions
from escalation.storage.ticket_tables import tickets
from escalation.workflow.chain import SealedEvent
from escalation.workflow.decide import SHOWN

FIRST: Final = UUID(int=0)
LAST: Final = UUID(int=2**128 - 1)
TICK: Final = timedelta(minutes=5)
"""How late the clock may be before somebody should look after the worker."""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of ids: after `after`, up to and including `upto`. The last one has no end: nothing is left out."""

    after: UUID
    upto: UUID
    count: int


@dataclass(frozen=True, slots=True)
class LegalMove:
    """What a published life cycle allows: from where, by which action, to where. A new ticket comes from nowhere."""

    version: int
    source: str | None
    action: str
    target: str


@dataclass(frozen=True, slots=True)
class KnownState:
    """A state of a published life cycle.

    `waits`: the clock has to come back to a ticket there; `pauses`: until then no time is used.
    """

    version: int
    state: str
    is_open: bool
    waits: bool
    pauses: bool


@dataclass(frozen=True, slots=True)
class Lawbook:
    """Everything the published life cycles say, as the JSON that the queries take."""

    moves: bytes
    states: bytes

    @classmethod
    def of(cls, moves: Iterable[LegalMove], states: Iterable[KnownState]) -> Self:
        """Write it up."""
        return cls(orjson.dumps(list(moves)), orjson.dumps(list(states)))


@dataclass(frozen=True, slots=True)
class History:
    """A ticket's events, oldest first, and what the ticket itself says at the end of them."""

    ticket_id: UUID
    number: str
    head: bytes
    columns: Mapping[str, object]
    events: tuple[SealedEvent, ...]


@asynccontextmanager
async def snapshot(connection: Connection) -> AsyncIterator[None]:
    """Everything read inside was true at one moment. Nothing can be written."""
    async with connection.raw.transaction(isolation="repeatable_read", readonly=True):
        yield


async def count_tickets(connection: Connection) -> int:
    """How many tickets there are."""
    return await _count(connection, _TICKETS)


async def count_opinions(connection: Connection) -> int:
    """How many opinions there are."""
    return await _count(connection, _OPINIONS)


async def next_span_of_tickets(connection: Connection, after: UUID, size: int) -> Span:
    """The next `size` tickets in the order of their ids."""
    return await _next_span(connection, _TICKET_SPAN, after, size)


async def next_span_of_opinions(connection: Connection, after: UUID, size: int) -> Span:
    """The next `size` opinions in the order of their ids."""
    return await _next_span(connection, _OPINION_SPAN, after, size)


async def read_workflows(connection: Connection) -> list[Row]:
    """`version, document` of every published life cycle."""
    return await connection.rows(_WORKFLOWS)


async def find_broken(
    connection: Connection, query: Compiled, span: Span, law: Lawbook, now: datetime
) -> list[dict[str, Param]]:
    """The rows of one of the queries below: what breaks its invariant."""
    given = {"after": span.after, "upto": span.upto, "moves": law.moves, "states": law.states, "late": now - TICK}
    return [dict(row) for row in await connection.rows(query, **given)]


async def read_histories(connection: Connection, span: Span) -> Iterator[History]:
    """The tickets of a range, each with its whole history."""
    heads = await connection.rows(_HEADS, after=span.after, upto=span.upto)
    rows = await connection.rows(_EVENTS, after=span.after, upto=span.upto)
    told = {ticket_id: tuple(SealedEvent(*row) for row in group) for ticket_id, group in groupby(rows, key=_ticket_id)}
    return (_history(head, told.get(head["id"], ())) for head in heads)


async def missing_guards(connection: Connection) -> list[str]:
    """Names of the triggers that keep history append-only and are not there or switched off."""
    found = await connection.rows(_TRIGGERS)
    return sorted(APPEND_ONLY - {row["name"] for row in found})


async def _count(connection: Connection, query: Compiled) -> int:
    count = await connection.value(query)
    return count if isinstance(count, int) else 0


async def _next_span(connection: Connection, query: Compiled, after: UUID, size: int) -> Span:
    ids = [row["id"] for row in await connection.rows(query, after=after, size=size)]
    return Span(after, ids[-1] if len(ids) == size else LAST, len(ids))


def _ticket_id(row: Row) -> UUID:
    ticket_id: UUID = row["ticket_id"]
    return ticket_id


def _history(head: Row, told: Sequence[SealedEvent]) -> History:
    columns = {name: head[name] for name in SHOWN}
    return History(head["id"], head["number"], head["event_hash"], columns, tuple(told))


APPEND_ONLY: Final = frozenset({"events_append_only", "events_never_emptied"})
_TICKETS: Final = compile_statement(select(func.count()).select_from(tickets))
_OPINIONS: Final = compile_statement(select(func.count()).select_from(opinions))
_WORKFLOWS: Final = compile_statement(
    select(documents.c.version, documents.c.document).where(documents.c.kind == "workflow")
)
_TICKET_SPAN: Final = Compiled("SELECT id FROM tickets WHERE id > $1 ORDER BY id LIMIT $2", ("after", "size"), {})
_OPINION_SPAN: Final = Compiled("SELECT id FROM opinions WHERE id > $1 ORDER BY id LIMIT $2", ("after", "size"), {})
_HEADS: Final = Compiled(
    f"""
    SELECT id, number, event_hash, {", ".join(SHOWN)}
    FROM tickets WHERE id > $1 AND id <= $2 ORDER BY id
    """,
    ("after", "upto"),
    {},
)
_EVENTS: Final = Compiled(
    f"""
    SELECT {", ".join(events.c[name].name for name in SealedEvent._fields)}
    FROM events WHERE ticket_id > $1 AND ticket_id <= $2 ORDER BY ticket_id, sequence
    """,
    ("after", "upto"),
    {},
)
_TRIGGERS: Final = Compiled(
    "SELECT tgname AS name FROM pg_trigger WHERE tgrelid = 'events'::regclass AND tgenabled IN ('O', 'A')", (), {}
)


def _query(text: str, third: str | None = None) -> Compiled:
    """A query over the range `$1`, `$2`; `third` says what its `$3` stands for."""
    return Compiled(text, ("after", "upto", third) if third else ("after", "upto"), {})


_MOVES: Final = "jsonb_to_recordset($3::jsonb) AS m(version int, source text, action text, target text)"
_STATES: Final = (
    "jsonb_to_recordset($3::jsonb) AS s(version int, state text, is_open boolean, waits boolean, pauses boolean)"
)
_UUID: Final = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_LISTING: Final = ", ".join(ticket_listings.c.keys())
_IN_RANGE: Final = "t.id > $1 AND t.id <= $2"
_EVENTS_IN_RANGE: Final = "e.ticket_id > $1 AND e.ticket_id <= $2"
_MOVE: Final = "ROW(e.action, e.from_state, e.to_state, e.principal, e.request_id, e.occurred_at)"
_IN_ORDER: Final = "(PARTITION BY e.ticket_id ORDER BY e.sequence)"

# I2: tickets that share their number, or the reference of the system they came from.
SAME_TICKET_TWICE: Final = _query(f"""
    SELECT t.number, o.id::text AS other
    FROM tickets t JOIN tickets o ON o.number = t.number AND o.id <> t.id
    WHERE {_IN_RANGE}
    UNION ALL
    SELECT t.number, o.number
    FROM tickets t
    JOIN tickets o ON o.source_system = t.source_system AND o.external_ref = t.external_ref AND o.id <> t.id
    WHERE {_IN_RANGE}
""")
# I2: opinions that share the reference of the system they came from.
SAME_OPINION_TWICE: Final = _query("""
    SELECT p.id::text AS number, o.id::text AS other
    FROM opinions p
    JOIN opinions o ON o.source_system = p.source_system AND o.external_ref = p.external_ref AND o.id <> p.id
    WHERE p.id > $1 AND p.id <= $2
""")
# I3: open tickets that no unit holds, or that the clock would never look at.
WITHOUT_OWNER_OR_CLOCK: Final = _query(f"""
    SELECT t.number
    FROM tickets t LEFT JOIN units h ON h.id = t.holder_unit_id
    WHERE {_IN_RANGE} AND t.is_open AND (h.id IS NULL OR t.wake_at IS NULL OR t.stage_due_at IS NULL)
""")
# I3: tickets that count as done while their state says that somebody has to act, or the other way round.
WRONG_OPENNESS: Final = _query(
    f"""
    SELECT t.number, t.state
    FROM tickets t JOIN {_STATES} ON s.version = t.workflow_version AND s.state = t.state
    WHERE {_IN_RANGE} AND (t.is_open <> s.is_open OR (s.waits AND NOT t.is_open AND t.wake_at IS NULL))
""",
    "states",
)
# I3: open tickets whose holder was dissolved, so that nobody is there to act until a worker hands them on.
HELD_BY_DISSOLVED: Final = _query(f"""
    SELECT t.number, h.code AS unit
    FROM tickets t JOIN units h ON h.id = t.holder_unit_id
    WHERE {_IN_RANGE} AND t.is_open AND NOT h.active
""")
# I28: tickets that stand in other lists than they belong in, or stand there as something else.
WRONGLY_LISTED: Final = _query(f"""
    SELECT DISTINCT coalesce(t.number, ticket_id::text) AS number
    FROM (SELECT {_LISTING} FROM ticket_listings WHERE ticket_id > $1 AND ticket_id <= $2) l
    FULL JOIN (SELECT {_LISTING} FROM ticket_listings_derived WHERE ticket_id > $1 AND ticket_id <= $2) d
      USING (ticket_id, unit_serial, mark)
    LEFT JOIN tickets t ON t.id = ticket_id
    WHERE l IS DISTINCT FROM d
""")
# I4: versions that tell of two different moves.
TWO_MOVES_IN_ONE: Final = _query(f"""
    SELECT DISTINCT t.number, e.ticket_version AS version
    FROM (
      SELECT e.ticket_id, e.ticket_version, {_MOVE} AS move,
             lag(e.ticket_version) OVER {_IN_ORDER} AS before,
             lag({_MOVE}) OVER {_IN_ORDER} AS move_before
      FROM events e WHERE {_EVENTS_IN_RANGE}
    ) e
    JOIN tickets t ON t.id = e.ticket_id
    WHERE e.ticket_version = e.before AND e.move <> e.move_before
""")
# I5: histories in which a version does not begin where the one before ended.
BROKEN_SEQUENCE: Final = _query(f"""
    SELECT DISTINCT ON (t.number) t.number, e.ticket_version AS version
    FROM (
      SELECT e.ticket_id, e.ticket_version, e.from_state, e.sequence,
             lag(e.ticket_version, 1, 0) OVER {_IN_ORDER} AS before,
             lag(e.to_state) OVER {_IN_ORDER} AS state_before
      FROM events e WHERE {_EVENTS_IN_RANGE}
    ) e
    JOIN tickets t ON t.id = e.ticket_id
    WHERE e.ticket_version < e.before
       OR (e.ticket_version > e.before AND e.from_state IS DISTINCT FROM e.state_before)
    ORDER BY t.number, e.sequence
""")
# I5: tickets that say something else than their last event.
WRONG_END: Final = _query(f"""
    SELECT t.number, t.version, t.state
    FROM tickets t
    LEFT JOIN LATERAL (
      SELECT e.ticket_version, e.to_state FROM events e WHERE e.ticket_id = t.id ORDER BY e.sequence DESC LIMIT 1
    ) e ON true
    WHERE {_IN_RANGE} AND (e.ticket_version IS DISTINCT FROM t.version OR e.to_state IS DISTINCT FROM t.state)
""")
# I6: events that no published life cycle allows.
ILLEGAL_MOVE: Final = _query(
    f"""
    SELECT t.number, e.action, coalesce(e.from_state, '-') AS "from", e.to_state AS "to"
    FROM events e JOIN tickets t ON t.id = e.ticket_id
    LEFT JOIN {_MOVES}
      ON m.version = e.workflow_version AND m.source IS NOT DISTINCT FROM e.from_state
         AND m.action = e.action AND m.target = e.to_state
    WHERE {_EVENTS_IN_RANGE} AND m.version IS NULL
""",
    "moves",
)
# I6: tickets in a state that their life cycle does not have.
UNKNOWN_STATE: Final = _query(
    f"""
    SELECT t.number, t.state
    FROM tickets t LEFT JOIN {_STATES} ON s.version = t.workflow_version AND s.state = t.state
    WHERE {_IN_RANGE} AND s.state IS NULL
""",
    "states",
)
# I7: histories whose ticket is gone.
HISTORY_WITHOUT_TICKET: Final = _query(f"""
    SELECT e.ticket_id::text AS number
    FROM (SELECT DISTINCT e.ticket_id FROM events e WHERE {_EVENTS_IN_RANGE}) e
    WHERE NOT EXISTS (SELECT FROM tickets t WHERE t.id = e.ticket_id)
""")
# I8: versions of which no event tells: holes in 1, 2, 3 …
SILENT_VERSION: Final = _query(f"""
    SELECT t.number, min(v.version) AS version
    FROM tickets t CROSS JOIN LATERAL generate_series(1, t.version) AS v(version)
    LEFT JOIN (SELECT DISTINCT e.ticket_id, e.ticket_version FROM events e WHERE {_EVENTS_IN_RANGE}) e
      ON e.ticket_id = t.id AND e.ticket_version = v.version
    WHERE {_IN_RANGE} AND e.ticket_id IS NULL
    GROUP BY t.number
""")
# I12: tickets whose time has come long ago and that no worker has looked at.
NOBODY_LOOKED: Final = _query(
    f"""
    SELECT t.number, to_char(t.wake_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS wake_at
    FROM tickets t WHERE {_IN_RANGE} AND t.wake_at < $3::timestamptz
""",
    "late",
)
# I13: events, receipts and ends of tasks that lie before what they follow.
TIME_WENT_BACK: Final = _query(f"""
    SELECT t.number
    FROM (
      SELECT e.ticket_id FROM (
        SELECT e.ticket_id, e.occurred_at, lag(e.occurred_at) OVER {_IN_ORDER} AS before
        FROM events e WHERE {_EVENTS_IN_RANGE}
      ) e WHERE e.occurred_at < e.before
      UNION
      SELECT h.ticket_id FROM hand_overs h
      WHERE h.ticket_id > $1 AND h.ticket_id <= $2 AND LEAST(h.signed_at, h.withdrawn_at) < h.sent_at
      UNION
      SELECT j.ticket_id FROM joint_tasks j
      WHERE j.ticket_id > $1 AND j.ticket_id <= $2 AND j.ended_at < j.created_at
      UNION
      SELECT q.ticket_id FROM requests q
      WHERE q.ticket_id > $1 AND q.ticket_id <= $2 AND q.decided_at < q.asked_at
      UNION
      SELECT o.ticket_id FROM orders o
      WHERE o.ticket_id > $1 AND o.ticket_id <= $2 AND o.ended_at < o.issued_at
    ) wrong
    JOIN tickets t ON t.id = wrong.ticket_id
""")
# I14: escalations that did not go to a unit above. Units that were moved since cannot be judged any more.
NOT_UPWARD: Final = _query("""
    SELECT t.number, f.code AS "from", u.code AS "to"
    FROM hand_overs h
    JOIN tickets t ON t.id = h.ticket_id
    JOIN units f ON f.id = h.from_unit_id
    JOIN units u ON u.id = h.to_unit_id
    WHERE h.ticket_id > $1 AND h.ticket_id <= $2
      AND (h.action = 'escalate' OR h.direction = 'up')
      AND (f.id = u.id OR NOT starts_with(f.path, u.path))
      AND NOT EXISTS (
        SELECT FROM units a WHERE (starts_with(f.path, a.path) OR a.id = u.id) AND a.updated_at > h.sent_at
      )
""")
# I15: tickets to which something happened after their end.
AFTER_THE_END: Final = _query(
    f"""
    SELECT DISTINCT t.number, e.state_before AS state
    FROM (
      SELECT e.ticket_id, e.ticket_version,
             lag(e.ticket_version) OVER {_IN_ORDER} AS before,
             lag(e.to_state) OVER {_IN_ORDER} AS state_before,
             lag(e.workflow_version) OVER {_IN_ORDER} AS workflow_version
      FROM events e WHERE {_EVENTS_IN_RANGE}
    ) e
    JOIN tickets t ON t.id = e.ticket_id
    JOIN {_STATES} ON s.version = e.workflow_version AND s.state = e.state_before
    WHERE NOT s.waits AND e.ticket_version > e.before
""",
    "states",
)
# I17: events that do not say who did it, at whose request, or under which life cycle.
NAMELESS: Final = _query(f"""
    SELECT DISTINCT t.number, e.sequence
    FROM events e JOIN tickets t ON t.id = e.ticket_id
    LEFT JOIN documents d ON d.kind = 'workflow' AND d.version = e.workflow_version
    WHERE {_EVENTS_IN_RANGE}
      AND (coalesce(e.principal, '') = '' OR coalesce(e.request_id, '') = '' OR d.version IS NULL
           OR (e.trigger = 'clock') <> (e.principal = 'clock') OR e.trigger NOT IN ('person', 'clock'))
""")
# I23: tickets that count other pending requests, or other open orders, than they have.
MISCOUNTED_REQUESTS: Final = _query(f"""
    SELECT t.number, t.requests_open AS counted, coalesce(q.open, 0) AS open
    FROM tickets t
    LEFT JOIN (
      SELECT ticket_id, count(*) FILTER (WHERE state = 'pending') AS open
      FROM requests WHERE ticket_id > $1 AND ticket_id <= $2 GROUP BY ticket_id
    ) q ON q.ticket_id = t.id
    WHERE {_IN_RANGE} AND t.requests_open <> coalesce(q.open, 0)
""")
MISCOUNTED_ORDERS: Final = _query(f"""
    SELECT t.number, t.orders_open AS counted, coalesce(o.open, 0) AS open
    FROM tickets t
    LEFT JOIN (
      SELECT ticket_id, count(*) FILTER (WHERE state = 'open') AS open
      FROM orders WHERE ticket_id > $1 AND ticket_id <= $2 GROUP BY ticket_id
    ) o ON o.ticket_id = t.id
    WHERE {_IN_RANGE} AND t.orders_open <> coalesce(o.open, 0)
""")
# I26: open tickets whose time runs while they are parked, or does not while they are not.
WRONG_PAUSE: Final = _query(
    f"""
    SELECT t.number, t.state
    FROM tickets t JOIN {_STATES} ON s.version = t.workflow_version AND s.state = t.state
    WHERE {_IN_RANGE} AND t.is_open AND s.is_open
      AND (s.pauses, s.pauses, s.pauses)
          <> (t.resume_at IS NOT NULL, t.running_since IS NULL, t.stage_running_since IS NULL)
""",
    "states",
)
# I23: tickets that count other open joint tasks than they have.
MISCOUNTED_TASKS: Final = _query(f"""
    SELECT t.number, t.joint_open AS counted, coalesce(j.open, 0) AS open
    FROM tickets t
    LEFT JOIN (
      SELECT ticket_id, count(*) FILTER (WHERE state = 'open') AS open
      FROM joint_tasks WHERE ticket_id > $1 AND ticket_id <= $2 GROUP BY ticket_id
    ) j ON j.ticket_id = t.id
    WHERE {_IN_RANGE} AND t.joint_open <> coalesce(j.open, 0)
""")
# I24: tickets that lie elsewhere in the tree than the units they name.
WRONG_PATH: Final = _query(f"""
    SELECT t.number
    FROM tickets t
    LEFT JOIN units h ON h.id = t.holder_unit_id
    LEFT JOIN units o ON o.id = t.origin_unit_id
    LEFT JOIN units a ON a.id = t.accused_unit_id
    WHERE {_IN_RANGE}
      AND (t.holder_path, t.origin_path, t.accused_path) IS DISTINCT FROM (h.path, o.path, a.path)
""")
# I24: opinions that lie elsewhere in the tree than the unit that received them.
WRONG_OPINION_PATH: Final = _query("""
    SELECT p.id::text AS number
    FROM opinions p LEFT JOIN units u ON u.id = p.unit_id
    WHERE p.id > $1 AND p.id <= $2 AND p.unit_path IS DISTINCT FROM u.path
""")
# I25: tickets that lost an opinion they were formed of, save by a merger; and mergers into nothing or into themselves.
LOST_OPINION: Final = _query(f"""
    SELECT t.number
    FROM events e
    JOIN tickets t ON t.id = e.ticket_id
    CROSS JOIN LATERAL jsonb_path_query(e.data, '$.opinion_ids[*]') AS named(id)
    LEFT JOIN opinions p ON p.id = CASE WHEN named.id #>> '{{}}' ~ '{_UUID}' THEN (named.id #>> '{{}}')::uuid END
    WHERE {_EVENTS_IN_RANGE} AND e.sequence = 1 AND e.type = 'ticket.created' AND t.merged_into_id IS NULL
      AND p.ticket_id IS DISTINCT FROM t.id
    GROUP BY t.number
    UNION ALL
    SELECT t.number FROM tickets t
    WHERE {_IN_RANGE} AND ((t.state = 'merged') <> (t.merged_into_id IS NOT NULL) OR t.merged_into_id = t.id)
""")
# I25: tickets merged into one that was merged, in the end, into them. Their opinions would go round for ever.
MERGED_IN_A_RING: Final = _query(f"""
    WITH RECURSIVE chain AS (
      SELECT t.id AS first, t.merged_into_id AS next FROM tickets t WHERE {_IN_RANGE} AND t.merged_into_id <> t.id
      UNION
      SELECT c.first, t.merged_into_id FROM chain c JOIN tickets t ON t.id = c.next
      WHERE t.merged_into_id IS NOT NULL AND c.next <> c.first
    )
    SELECT t.number FROM chain c JOIN tickets t ON t.id = c.first WHERE c.next = c.first
""")
# I25: opinions attached to nothing, or left behind at a ticket that was merged into another.
STRAY_OPINION: Final = _query("""
    SELECT p.id::text AS number
    FROM opinions p LEFT JOIN tickets t ON t.id = p.ticket_id
    WHERE p.id > $1 AND p.id <= $2
      AND ((p.status = 'attached') <> (p.ticket_id IS NOT NULL)
           OR (p.ticket_id IS NOT NULL AND (t.id IS NULL OR t.merged_into_id IS NOT NULL)))
""")
# I27: opinions of which the log of events tells last that they are something else, or nothing at all.
UNTOLD_OPINION: Final = _query("""
    SELECT p.id::text AS number
    FROM opinions p LEFT JOIN LATERAL (
      SELECT e.type, e.data ->> 'ticket_id' AS ticket_id
      FROM events e WHERE e.opinion_id = p.id ORDER BY e.n DESC LIMIT 1
    ) e ON true
    WHERE p.id > $1 AND p.id <= $2
      AND (e.type IS DISTINCT FROM CASE p.status WHEN 'inbox' THEN 'opinion.received' ELSE 'opinion.' || p.status END
           OR e.ticket_id IS DISTINCT FROM p.ticket_id::text)
""")
