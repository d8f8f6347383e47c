"""What becomes of deliveries that nobody waits for any more? They become dead letters, or go with their endpoint.

All of it is done in bounded chunks, because an endpoint may be owed a million deliveries when it goes.
"""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.webhooks.domain.health import Reason
from escalation.webhooks.domain.retry_decision import GivenUp

CHUNK: Final = 5_000


async def bury(connection: Connection, endpoint_id: UUID, reason: str, limit: int = CHUNK) -> int:
    """Make dead letters of what an endpoint is owed, except what is being sent right now; how many there were."""
    return await connection.run(_BURIED, endpoint=endpoint_id, reason=reason, limit=limit)


async def bury_expired(connection: Connection, limit: int = CHUNK) -> int:
    """Make dead letters of what was owed for too long, wherever it waits; how many there were.

    What was owed first expires first, so only the head of the queue is looked at.
    """
    return await connection.run(_EXPIRED, limit=limit)


async def list_gone(connection: Connection) -> list[tuple[UUID, str]]:
    """Endpoints that asked for nothing more and are owed something still, each with the reason of its end."""
    return [(row["id"], row["state_reason"]) for row in await connection.rows(_GONE)]


async def forget_orphans(connection: Connection, limit: int = CHUNK) -> int:
    """Remove what is owed to endpoints that were deleted, and what was kept of it; how many rows there were."""
    return sum([await connection.run(statement, limit=limit) for statement in _ORPHANS])


async def forget_old_letters(connection: Connection, days: int, limit: int = CHUNK) -> int:
    """Remove dead letters older than this; how many there were."""
    return await connection.run(_OLD, days=days, limit=limit)


FOR_GOOD: Final = Reason.GONE, Reason.RECEIVER, Reason.DISSOLVED
"""The reasons after which nothing is worth keeping in the queue: the receiver itself has said so, or has no unit."""

_BURY: Final = """
    WITH taken AS (
      DELETE FROM webhook_queue WHERE id IN ({chosen} FOR UPDATE OF q SKIP LOCKED) RETURNING *
    )
    INSERT INTO webhook_dead
      (endpoint_id, event_id, subject_id, feed_pos, previous_sequence, attempts, reason, dead_at)
    SELECT endpoint_id, event_id, subject_id, feed_pos, previous_sequence, attempt, {reason},
      clock_timestamp() + advanced_by
    FROM taken, clock
    ON CONFLICT (endpoint_id, event_id) DO UPDATE
      SET attempts = excluded.attempts, reason = excluded.reason, dead_at = excluded.dead_at
"""
_BURIED: Final = Compiled(
    _BURY.format(
        chosen="SELECT q.id FROM webhook_queue q WHERE q.endpoint_id = $1 AND q.state = 0 ORDER BY q.id LIMIT $3",
        reason="$2",
    ),
    ("endpoint", "reason", "limit"),
    {},
)
_EXPIRED: Final = Compiled(
    _BURY.format(
        chosen="""SELECT q.id FROM (SELECT id FROM webhook_queue ORDER BY id LIMIT $1) oldest
          JOIN webhook_queue q USING (id), clock
          WHERE q.state = 0 AND q.expires_at <= clock_timestamp() + clock.advanced_by""",
        reason=f"'{GivenUp.EXPIRED}'",
    ),
    ("limit",),
    {},
)
_GONE: Final = Compiled(
    f"""
    SELECT id, state_reason FROM webhook_endpoints AS e
    WHERE state = 'disabled' AND state_reason IN ({", ".join(f"'{reason}'" for reason in FOR_GOOD)})
      AND EXISTS (SELECT FROM webhook_queue AS q WHERE q.endpoint_id = e.id AND q.state = 0)
    """,
    (),
    {},
)
# The distinct endpoints by the index, one step for each: the rows themselves are not counted through.
_OWED_TO: Final = """
  WITH RECURSIVE found AS (
    (SELECT endpoint_id FROM {table} ORDER BY endpoint_id LIMIT 1)
    UNION ALL
    SELECT (SELECT t.endpoint_id FROM {table} AS t WHERE t.endpoint_id > found.endpoint_id ORDER BY 1 LIMIT 1)
    FROM found WHERE found.endpoint_id IS NOT NULL
  ), orphans AS (
    SELECT endpoint_id FROM found
    WHERE endpoint_id IS NOT NULL AND NOT EXISTS (SELECT FROM webhook_endpoints WHERE id = endpoint_id)
  )
  DELETE FROM {table} WHERE ctid = ANY (ARRAY(
    SELECT t.ctid FROM orphans JOIN {table} AS t USING (endpoint_id) LIMIT $1
  ))
"""
_ORPHANS: Final = tuple(
    Compiled(_OWED_TO.format(table=table), ("limit",), {})
    for table in ("webhook_queue", "webhook_tails", "webhook_dead")
)
_OLD: Final = Compiled(
    """
    DELETE FROM webhook_dead WHERE ctid = ANY (ARRAY(
      SELECT d.ctid FROM webhook_endpoints AS e, clock, LATERAL (
        SELECT ctid FROM webhook_dead
        WHERE endpoint_id = e.id AND dead_at < clock_timestamp() + clock.advanced_by - make_interval(days => $1)
        LIMIT $2
      ) AS d
      LIMIT $2
    ))
    """,
    ("days", "limit"),
    {},
)
