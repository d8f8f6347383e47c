"""Which deliveries are sent next, and what becomes of them? Claimed under a lease, settled under its fence.

    due  ->  leased (by one worker, for a minute)  ->  gone, if the receiver has it
                                                   ->  due again later, in the lane of retries
                                                   ->  a dead letter, if it is given up

A worker that lost its lease, because it slept or was cut off, changes nothing any more. Leases go by the wall; what
falls due goes by the clock that a sandbox may turn.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final, NamedTuple
from uuid import UUID

from escalation.storage.database import Compiled, Connection, Row
from escalation.webhooks.envelope import Fact
from escalation.webhooks.health import PROBE_REST
from escalation.webhooks.verdicts import Fate, GivenUp

LEASE: Final = timedelta(seconds=60)
"""Longer than the longest attempt and what comes after it."""


class Lane(IntEnum):
    """Which queue of an endpoint: what is new goes first, what is sent again on request last."""

    LIVE = 0
    RETRY = 1
    REPLAY = 2


class Wish(NamedTuple):
    """How many deliveries a worker would take for one endpoint, and whether their order per ticket matters."""

    endpoint_id: UUID
    most: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery to be made. `wall`: when it was claimed; `fact`: what is to be told."""

    id: int
    endpoint_id: UUID
    lease_id: UUID
    lane: int
    cause: str
    attempt: int
    wall: datetime
    now: datetime
    fact: Fact


class Result(NamedTuple):
    """What is to become of a claimed delivery."""

    id: int
    lease_id: UUID
    fate: Fate


@dataclass(frozen=True, slots=True)
class Given:
    """A delivery that became a dead letter just now, and why."""

    endpoint_id: UUID
    event_id: UUID
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """An attempt whose worker did not come back in time."""

    endpoint_id: UUID
    event_id: UUID
    event_type: str
    attempt: int
    cause: str


class Depth(NamedTuple):
    """How much is owed in a lane, and for how long the longest due has been due."""

    lane: int
    state: int
    owed: int
    oldest: timedelta | None


async def waiting(connection: Connection, endpoint_ids: Collection[UUID]) -> set[tuple[UUID, Lane]]:
    """For which of these endpoints something is due, by lane; not for those that are left alone now.

    Their health stays locked until the transaction ends, so that nobody else claims for them; whoever another worker
    claims for is passed by. One step of an index for each pair.
    """
    rows = await connection.rows(_WAITING, endpoints=list(endpoint_ids))
    return {(row["endpoint_id"], Lane(row["lane"])) for row in rows}


async def claim(
    connection: Connection, wishes: Sequence[Wish], lane: Lane, lease_id: UUID, limit: int
) -> list[Claimed]:
    """Lease at most `limit` due deliveries of a lane, of each endpoint no more than wished.

    To be called in the transaction in which `waiting` locked them, as a statement of its own: it has to see what was
    claimed before. What holds for all workers together is asked here: no more than `max_in_flight` and the slots of
    its ramp are leased at a time, no more begin in a second than its rate, none while it is left alone, and one trial
    when that is over.
    """
    endpoints, most, ordered = map(list, zip(*wishes, strict=True))
    rows = await connection.rows(
        _CLAIM, endpoints=endpoints, most=most, ordered=ordered, lane=int(lane), limit=limit, lease_id=lease_id,
        lease=LEASE, trial=PROBE_REST,
    )  # fmt: skip
    return [_claimed(row) for row in rows]


async def settle(connection: Connection, results: Sequence[Result]) -> list[Given]:
    """Do with claimed deliveries what has to become of them; those whose lease is another's by now are left alone.

    What would be due again after it expires is given up. Whoever waits behind a delivery that failed is not looked at
    before that is due again, or is not waited for any longer. Returns what became a dead letter.
    """
    rows = await connection.rows(
        _SETTLE,
        ids=[each.id for each in results],
        leases=[each.lease_id for each in results],
        **{name: [getattr(each.fate, name) for each in results] for name in Fate._fields},
    )
    return [Given(**row) for row in rows]


async def reap(connection: Connection, limit: int = 1_000) -> list[Lost]:
    """Make due again what a worker did not come back with; the attempt does not count. One process at a time."""
    return [Lost(**row) for row in await connection.rows(_REAP, limit=limit)]


async def depths(connection: Connection) -> list[Depth]:
    """What is owed in all, by lane and state, for a gauge."""
    return [Depth(*row) for row in await connection.rows(_DEPTHS)]


def _claimed(row: Row) -> Claimed:
    leased = {name: row[name] for name in _LEASED}
    return Claimed(**leased, fact=Fact(*tuple(row)[len(_LEASED) :]))


_LEASED: Final = ("id", "endpoint_id", "lease_id", "lane", "cause", "attempt", "wall", "now")
_MOMENT: Final = """moment AS MATERIALIZED (
  SELECT clock_timestamp() + advanced_by AS now, clock_timestamp() AS wall FROM clock
)"""

# Asked for the first of each lane only: EXISTS would let the planner walk an index that grows with the backlog.
_WAITING: Final = Compiled(
    f"""
    WITH {_MOMENT}
    SELECT e.endpoint_id, l.lane
    FROM moment CROSS JOIN unnest($1::uuid[]) AS e(endpoint_id)
    JOIN webhook_health h ON h.endpoint_id = e.endpoint_id AND (h.open_until IS NULL OR h.open_until <= moment.now)
    CROSS JOIN (VALUES (0::smallint), (1), (2)) AS l(lane)
    WHERE (
      SELECT q.due_at FROM webhook_queue q
      WHERE q.endpoint_id = e.endpoint_id AND q.lane = l.lane AND q.state = 0 ORDER BY q.due_at LIMIT 1
    ) <= moment.now
    FOR UPDATE OF h SKIP LOCKED
    """,
    ("endpoints",),
    {},
)

# A rate is kept as the moment up to which its share is used up; a second's worth may go at once. A breaker
# that is not closed lets one trial through, and the next one only after its time: whoever made it may be gone.
# Ordered: nothing earlier about the same subject is owed any more, unless its hold is over and it is not under way.
# What is sent again on request (lane 2) holds up nothing that is new.
_CLAIM: Final = Compiled(
    f"""
    WITH {_MOMENT},
    allowed AS MATERIALIZED (
      SELECT w.endpoint_id, w.ordered, s.rate_per_second AS rate, h.breaker <> 'closed' AS on_trial,
        greatest(0, least(
          w.most,
          CASE WHEN h.breaker = 'closed' THEN least(s.max_in_flight, h.slots) - under_way.count ELSE 1 END,
          CASE WHEN s.rate_per_second IS NOT NULL THEN floor(
            extract(epoch FROM greatest(INTERVAL '1 second', INTERVAL '1 second' / s.rate_per_second)
              + (m.wall - greatest(h.paced_until, m.wall))) * s.rate_per_second
          ) END
        ))::int AS most
      FROM unnest($1::uuid[], $2::int[], $3::boolean[]) AS w(endpoint_id, most, ordered)
      JOIN webhook_endpoints s ON s.id = w.endpoint_id AND s.state = 'active'
      JOIN webhook_health h ON h.endpoint_id = w.endpoint_id
      CROSS JOIN moment m
      CROSS JOIN LATERAL (
        SELECT count(*) FROM webhook_queue l WHERE l.endpoint_id = w.endpoint_id AND l.state = 1
      ) under_way
      WHERE h.open_until IS NULL OR h.open_until <= m.now
    ),
    chosen AS MATERIALIZED (
      SELECT d.id, a.endpoint_id, a.rate, a.on_trial FROM allowed a CROSS JOIN moment m CROSS JOIN LATERAL (
        SELECT q.id FROM webhook_queue q
        WHERE q.endpoint_id = a.endpoint_id AND q.lane = $4 AND q.state = 0 AND q.due_at <= m.now
          AND NOT (a.ordered AND EXISTS (
            SELECT FROM webhook_queue p
            WHERE p.endpoint_id = q.endpoint_id AND p.subject_id = q.subject_id AND p.feed_pos < q.feed_pos
              AND (p.hold_until > m.now OR p.state = 1) AND (p.lane < 2 OR q.lane = 2)
          ))
        ORDER BY q.due_at, q.id
        LIMIT a.most
        FOR UPDATE OF q SKIP LOCKED
      ) d
      LIMIT $5
    ),
    noted AS (
      UPDATE webhook_health h
      SET breaker = CASE WHEN c.on_trial THEN 'half_open' ELSE h.breaker END,
        open_until = CASE WHEN c.on_trial THEN m.now + $8 ELSE h.open_until END,
        paced_until = coalesce(greatest(h.paced_until, m.wall) + c.count * INTERVAL '1 second' / c.rate, h.paced_until)
      FROM (SELECT endpoint_id, rate, on_trial, count(*) AS count FROM chosen GROUP BY 1, 2, 3) c, moment m
      WHERE h.endpoint_id = c.endpoint_id AND (c.on_trial OR c.rate IS NOT NULL)
    )
    UPDATE webhook_queue q
    SET state = 1, attempt = attempt + 1, lease_id = $6, leased_until = m.wall + $7
    FROM moment m, events v LEFT JOIN tickets t ON t.id = v.ticket_id
    WHERE q.id = ANY (ARRAY(SELECT id FROM chosen)) AND v.id = q.event_id
    RETURNING q.id, q.endpoint_id, q.lease_id, q.lane, q.cause, q.attempt, m.wall, m.now,
      v.id AS event_id, v.type, v.occurred_at, v.ticket_id, v.opinion_id, v.endpoint_id AS about_endpoint_id,
      v.sequence, q.previous_sequence, v.feed_pos, t.number, v.trigger, v.action, v.principal, v.actor_unit_id,
      v.actor_role, v.reason, v.from_state, v.to_state, v.ticket_version, v.data
    """,
    ("endpoints", "most", "ordered", "lane", "limit", "lease_id", "lease", "trial"),
    {},
)

_SETTLE: Final = Compiled(
    f"""
    WITH {_MOMENT},
    wanted AS MATERIALIZED (
      SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::interval[], $5::text[], $6::boolean[])
        AS r(id, lease_id, verdict, wait, reason, charged)
    ),
    mine AS MATERIALIZED (
      SELECT q.id, q.lane, r.wait, r.charged,
        CASE WHEN r.verdict = 'again' AND m.now + r.wait > q.expires_at THEN 'dead' ELSE r.verdict END AS verdict,
        CASE WHEN r.verdict = 'again' THEN '{GivenUp.EXPIRED}' ELSE r.reason END AS reason
      FROM wanted r JOIN webhook_queue q ON q.id = r.id AND q.lease_id = r.lease_id CROSS JOIN moment m
      ORDER BY q.id FOR UPDATE OF q
    ),
    gone AS (
      DELETE FROM webhook_queue q USING mine r WHERE q.id = r.id AND r.verdict <> 'again'
      RETURNING q.*, r.verdict, r.reason
    ),
    again AS (
      UPDATE webhook_queue q
      SET state = 0, lane = greatest(q.lane, 1), due_at = m.now + r.wait, attempt = q.attempt - (NOT r.charged)::int,
        lease_id = NULL, leased_until = NULL
      FROM mine r, moment m WHERE q.id = r.id AND r.verdict = 'again'
      RETURNING q.endpoint_id, q.subject_id, q.feed_pos, least(q.due_at, q.hold_until) AS due_at
    ),
    followers AS (
      UPDATE webhook_queue f SET due_at = a.due_at
      FROM again a, webhook_endpoints s
      WHERE s.id = a.endpoint_id AND s.ordering = 'ticket'
        AND f.endpoint_id = a.endpoint_id AND f.subject_id = a.subject_id AND f.feed_pos > a.feed_pos
        AND f.state = 0 AND f.due_at < a.due_at
    )
    INSERT INTO webhook_dead
      (endpoint_id, event_id, subject_id, feed_pos, previous_sequence, attempts, reason, dead_at)
    SELECT g.endpoint_id, g.event_id, g.subject_id, g.feed_pos, g.previous_sequence, g.attempt, g.reason, m.now
    FROM gone g, moment m WHERE g.verdict = 'dead'
    ON CONFLICT (endpoint_id, event_id) DO UPDATE
      SET attempts = excluded.attempts, reason = excluded.reason, dead_at = excluded.dead_at
    RETURNING endpoint_id, event_id, attempts, reason
    """,
    ("ids", "leases", *Fate._fields),
    {},
)

_REAP: Final = Compiled(
    f"""
    WITH {_MOMENT},
    late AS MATERIALIZED (
      SELECT q.id, q.attempt FROM webhook_queue q CROSS JOIN moment m
      WHERE q.state = 1 AND q.leased_until < m.wall
      ORDER BY q.id LIMIT $1 FOR UPDATE OF q SKIP LOCKED
    )
    UPDATE webhook_queue q SET state = 0, due_at = m.now, attempt = q.attempt - 1, lease_id = NULL, leased_until = NULL
    FROM late l, moment m, events v
    WHERE q.id = l.id AND v.id = q.event_id
    RETURNING q.endpoint_id, q.event_id, v.type AS event_type, l.attempt, q.cause
    """,
    ("limit",),
    {},
)

_DEPTHS: Final = Compiled(
    f"""
    WITH {_MOMENT}
    SELECT q.lane, q.state, count(*), max(m.now - q.due_at) FILTER (WHERE q.state = 0 AND q.due_at < m.now)
    FROM webhook_queue q CROSS JOIN moment m GROUP BY q.lane, q.state
    """,
    (),
    {},
)
