"""What becomes of deliveries that were claimed? They are settled under the fence of their lease, or fall due again.

    due  ->  leased (by one worker, for a minute)  ->  gone, if the receiver has it
                                                   ->  due again later, in the lane of retries
                                                   ->  a dead letter, if it is given up

A worker that lost its lease, because it slept or was cut off, changes nothing any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.webhooks.domain.retry_decision import GivenUp, RetryDecision
from escalation.webhooks.storage.claims import MOMENT, PLAN_FOR_MANY


class Result(NamedTuple):
    """What is to become of a claimed delivery."""

    id: int
    lease_id: UUID
    decision: RetryDecision


@dataclass(frozen=True, slots=True)
class Given:
    """A delivery that became a dead letter just now, and why."""

    endpoint_id: UUID
    event_id: UUID
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class LostLease:
    """An attempt whose worker did not come back in time."""

    endpoint_id: UUID
    event_id: UUID
    event_type: str
    attempt: int
    cause: str


async def settle(connection: Connection, results: Sequence[Result]) -> list[Given]:
    """Do with claimed deliveries what has to become of them; those whose lease is another's by now are left alone.

    What would be due again after it expires is given up. Whoever waits behind a delivery that failed is not looked at
    before that is due again, or is not waited for any longer; as far as there are too many of them, the claim passes
    them by. Returns what became a dead letter. To be called in a transaction.
    """
    await connection.raw.execute(PLAN_FOR_MANY)
    rows = await connection.rows(
        _SETTLE,
        ids=[each.id for each in results],
        leases=[each.lease_id for each in results],
        **{name: [getattr(each.decision, name) for each in results] for name in RetryDecision._fields},
    )
    return [Given(**row) for row in rows]


async def reap(connection: Connection, limit: int = 1_000) -> list[LostLease]:
    """Make due again what a worker did not come back with; the attempt does not count.

    Any number of processes may do so at once: what one of them has in hand the others pass by. To be called in a
    transaction.
    """
    await connection.raw.execute(PLAN_FOR_MANY)
    return [LostLease(**row) for row in await connection.rows(_REAP, limit=limit)]


_MOST_FOLLOWERS: Final = 200
"""How many that wait behind one that failed are put off along with it."""

_SETTLE: Final = Compiled(
    f"""
    WITH {MOMENT},
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
      RETURNING q.endpoint_id, q.subject_id, q.feed_pos, q.lane, least(q.due_at, q.hold_until) AS due_at
    ),
    followers AS (
      UPDATE webhook_queue q SET due_at = f.due_at
      FROM (
        SELECT n.id, a.due_at FROM again a JOIN webhook_endpoints s ON s.id = a.endpoint_id AND s.ordering = 'ticket'
        CROSS JOIN LATERAL (
          SELECT n.id FROM webhook_queue n
          WHERE n.endpoint_id = a.endpoint_id AND n.subject_id = a.subject_id AND n.feed_pos > a.feed_pos
            AND n.state = 0 AND n.due_at < a.due_at AND (a.lane < 2 OR n.lane = 2)
          ORDER BY n.feed_pos LIMIT {_MOST_FOLLOWERS}
        ) n
      ) f
      WHERE q.id = f.id AND q.state = 0
    ),
    -- Whoever sent the first again by hand wants to see the others move on as well.
    freed AS (
      UPDATE webhook_queue q SET due_at = m.now
      FROM moment m, (
        SELECT n.id FROM gone g CROSS JOIN LATERAL (
          SELECT n.id FROM webhook_queue n
          WHERE n.endpoint_id = g.endpoint_id AND n.subject_id = g.subject_id AND n.feed_pos > g.feed_pos
            AND n.state = 0 AND n.lane = 0 AND n.attempt = 0
          ORDER BY n.feed_pos LIMIT {_MOST_FOLLOWERS}
        ) n
        WHERE g.cause = 'manual'
      ) f
      WHERE q.id = f.id AND q.state = 0 AND q.due_at > m.now
    )
    INSERT INTO webhook_dead
      (endpoint_id, event_id, subject_id, feed_pos, previous_sequence, attempts, reason, dead_at)
    SELECT g.endpoint_id, g.event_id, g.subject_id, g.feed_pos, g.previous_sequence, g.attempt, g.reason, m.now
    FROM gone g, moment m WHERE g.verdict = 'dead'
    ON CONFLICT (endpoint_id, event_id) DO UPDATE
      SET attempts = excluded.attempts, reason = excluded.reason, dead_at = excluded.dead_at
    RETURNING endpoint_id, event_id, attempts, reason
    """,
    ("ids", "leases", *RetryDecision._fields),
    {},
)

_REAP: Final = Compiled(
    f"""
    WITH {MOMENT},
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
