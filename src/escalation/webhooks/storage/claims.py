"""Which deliveries are sent next? Of each endpoint as many as it has room for, the first of each ticket before others.

They are claimed under a lease. Leases go by the wall; what falls due goes by the clock that a sandbox may turn.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final, NamedTuple
from uuid import UUID

from escalation.events.domain.envelope import Fact
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.webhooks.domain.health import PROBE_REST

LEASE: Final = timedelta(seconds=60)
"""Longer than the longest attempt and what comes after it."""

MOMENT: Final = """moment AS MATERIALIZED (
  SELECT clock_timestamp() + advanced_by AS now, clock_timestamp() AS wall FROM clock
)"""
"""The time by both clocks, once for a statement: `now` and `wall`."""

PLAN_FOR_MANY: Final = "SET LOCAL enable_seqscan = off"
"""A plan made while the queue is empty would read all of it, and be kept when there is much to read."""

_WAIT_FOR_NO_DISK: Final = "SET LOCAL synchronous_commit = off"
"""A claim that a crash of the database undoes is made again: like any that is not settled, it is sent twice at most."""


class Lane(IntEnum):
    """Which queue of an endpoint: what is new goes first, what is sent again on request last."""

    LIVE = 0
    RETRY = 1
    REPLAY = 2


class ClaimRequest(NamedTuple):
    """How many deliveries a worker would take for one endpoint, and whether their order per ticket matters."""

    endpoint_id: UUID
    most: int
    ordered: bool


class Claimed(NamedTuple):
    """A delivery to be made. `wall` and `now`: when it was claimed, by either clock; `fact`: what is to be told."""

    id: int
    endpoint_id: UUID
    lease_id: UUID
    lane: int
    cause: str
    attempt: int
    due_at: datetime
    wall: datetime
    now: datetime
    fact: Fact


async def list_due(connection: Connection, endpoint_ids: Collection[UUID]) -> list[tuple[UUID, Lane]]:
    """For which of these endpoints something is due, by lane; not for those that are left alone now.

    To be called first in the transaction in which is claimed: what is planned in it is planned for a full queue,
    however empty it is just now. Locks nothing; one step of an index for each pair, which is all that is asked of an
    idle one.
    """
    await connection.raw.execute(f"{PLAN_FOR_MANY}; {_WAIT_FOR_NO_DISK}")
    rows = await connection.rows(_DUE_BY_LANE, endpoints=list(endpoint_ids))
    return [(row["endpoint_id"], Lane(row["lane"])) for row in rows]


async def reserve(connection: Connection, endpoint_ids: Collection[UUID]) -> set[UUID]:
    """Let nobody else claim for these endpoints until the transaction ends.

    Returns them without those that somebody else is claiming for.
    """
    rows = await connection.rows(_RESERVED, endpoints=list(endpoint_ids))
    return {row["endpoint_id"] for row in rows}


async def claim(
    connection: Connection, requests: Sequence[ClaimRequest], lane: Lane, lease_id: UUID, limit: int
) -> list[Claimed]:
    """Lease at most `limit` due deliveries of a lane, of each endpoint no more than wished.

    To be called in the transaction in which `reserve` locked them, as a statement of its own: it has to see what was
    claimed before. What holds for all workers together is asked here: no more than `max_in_flight` and the slots of
    its ramp are leased at a time, no more begin in a second than its rate, none while it is left alone, and one trial
    when that is over.
    """
    endpoints, most, ordered = map(list, zip(*requests, strict=True))
    rows = await connection.rows(
        _CLAIM, endpoints=endpoints, most=most, ordered=ordered, lane=int(lane), limit=limit, lease_id=lease_id,
        lease=LEASE, trial=PROBE_REST,
    )  # fmt: skip
    return [_claimed(row) for row in rows]


def _claimed(row: Row) -> Claimed:
    values = tuple(row)
    return Claimed._make((*values[:_LEASED], Fact(*values[_LEASED:])))


_LEASED: Final = len(Claimed._fields) - 1
_WINDOW: Final = 500
"""How many due deliveries of a lane are looked at one by one to find some whose turn it is."""
_MOST_SUBJECTS: Final = 1_000
"""How many tickets are looked at if that was in vain: the first delivery of each."""
# Asked for the first of each lane only: EXISTS would let the planner walk an index that grows with the backlog.
_DUE_BY_LANE: Final = Compiled(
    f"""
    WITH {MOMENT}
    SELECT e.endpoint_id, l.lane
    FROM moment CROSS JOIN unnest($1::uuid[]) AS e(endpoint_id)
    CROSS JOIN (VALUES (0::smallint), (1), (2)) AS l(lane)
    JOIN webhook_health h ON h.endpoint_id = e.endpoint_id AND (h.open_until IS NULL OR h.open_until <= moment.now)
    WHERE (
      SELECT q.due_at FROM webhook_queue q
      WHERE q.endpoint_id = e.endpoint_id AND q.lane = l.lane AND q.state = 0 ORDER BY q.due_at LIMIT 1
    ) <= moment.now
    """,
    ("endpoints",),
    {},
)
_RESERVED: Final = Compiled(
    "SELECT endpoint_id FROM webhook_health WHERE endpoint_id = ANY ($1::uuid[]) FOR UPDATE SKIP LOCKED",
    ("endpoints",),
    {},
)

# A rate is kept as the moment up to which its share is used up; a second's worth may go at once. A breaker
# that is not closed lets one trial through, and the next one only after its time: whoever made it may be gone.
# Ordered: nothing earlier about the same subject is owed any more, unless its hold is over and it is not under way.
# What is sent again on request (lane 2) holds up nothing that is new. There may be a hundred thousand that wait for
# their turn, all of one ticket: then the queue is not walked to its end, but stepped through from ticket to ticket.
_DUE: Final = """
  w.endpoint_id = a.endpoint_id AND w.lane = $4 AND w.state = 0 AND w.due_at <= m.now
"""
_BEHIND: Final = """
  EXISTS (
    SELECT FROM webhook_queue p
    WHERE p.endpoint_id = a.endpoint_id AND p.subject_id = w.subject_id AND p.feed_pos < w.feed_pos
      AND (p.hold_until > m.now OR p.state = 1) AND (p.lane < 2 OR $4 = 2)
  )
"""
_FIRST_OF_SUBJECT: Final = """
  SELECT w.id, w.subject_id, w.lane, w.state, w.due_at FROM webhook_queue w
  WHERE w.endpoint_id = a.endpoint_id {beyond} AND (w.lane < 2 OR $4 = 2) ORDER BY w.subject_id, w.feed_pos LIMIT 1
"""
_CLAIM: Final = Compiled(
    f"""
    WITH {MOMENT},
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
        WHERE q.state = 0 AND q.id = ANY (ARRAY(
          SELECT f.id FROM (
            (
              SELECT w.id FROM (
                SELECT w.id, w.subject_id, w.feed_pos FROM webhook_queue w WHERE {_DUE}
                ORDER BY w.due_at, w.id LIMIT {_WINDOW}
              ) w
              WHERE NOT (a.ordered AND {_BEHIND})
            )
            UNION ALL
            (
              WITH RECURSIVE first AS (
                ({_FIRST_OF_SUBJECT.format(beyond="")})
                UNION ALL
                SELECT n.* FROM first f
                CROSS JOIN LATERAL ({_FIRST_OF_SUBJECT.format(beyond="AND w.subject_id > f.subject_id")}) n
              )
              SELECT w.id FROM (SELECT * FROM first LIMIT {_MOST_SUBJECTS}) w
              WHERE w.lane = $4 AND w.state = 0 AND w.due_at <= m.now AND a.ordered
                AND (SELECT count(*) FROM (SELECT FROM webhook_queue w WHERE {_DUE} LIMIT {_WINDOW}) v) = {_WINDOW}
            )
          ) f
          LIMIT a.most
        ))
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
    RETURNING q.id, q.endpoint_id, q.lease_id, q.lane, q.cause, q.attempt, q.due_at, m.wall, m.now,
      v.id AS event_id, v.type, v.occurred_at, v.ticket_id, v.opinion_id, v.endpoint_id AS about_endpoint_id,
      v.record_id, v.sequence, q.previous_sequence, v.feed_pos, t.number, v.trigger, v.action, v.principal,
      v.actor_unit_id, v.actor_role, v.actor_person_id, v.actor_member_id, v.actor_means, v.reason, v.from_state,
      v.to_state, v.ticket_version, v.data
    """,
    ("endpoints", "most", "ordered", "lane", "limit", "lease_id", "lease", "trial"),
    {},
)
