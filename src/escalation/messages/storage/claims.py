"""Which messages are sent next? Of each carrier by itself (claims), under a lease that goes by the wall."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.messages.domain.rules import RULES
from escalation.webhooks.domain.backoff import EXPIRY
from escalation.webhooks.storage.claims import LEASE


class ClaimMoment(NamedTuple):
    """When something was claimed: by the clock that a sandbox may turn, and by the wall."""

    now: datetime
    wall: datetime


async def list_carriers(connection: Connection) -> list[str]:
    """The carriers by which something is due. One step of the index for each, however much waits."""
    return [row["carrier"] for row in await connection.rows(_DUE)]


async def claim_messages(
    connection: Connection, carrier: str, limit: int, lease_id: UUID
) -> tuple[list[UUID], ClaimMoment]:
    """Lease at most `limit` due messages of a carrier; their ids, those that were due first, and when it was."""
    rows = await connection.rows(_CLAIMED, carrier=carrier, limit=limit, lease_id=lease_id, lease=LEASE)
    ids = [row["id"] for row in sorted(rows, key=lambda row: (row["due_at"], row["id"])) if row["id"] is not None]
    return ids, ClaimMoment(rows[0]["now"], rows[0]["wall"])


async def claim_alike(connection: Connection, ids: Sequence[UUID], limit: int) -> list[UUID]:
    """Lease, with messages that were leased in this transaction, what is due besides of their kinds; the ids of that.

    At most `limit`, of rules of which many are told in one; those that were due first come first.
    """
    bundled = [rule.name for rule in RULES.values() if rule.is_bundled]
    rows = await connection.rows(_ALIKE, ids=list(ids), rules=bundled, limit=limit)
    return [row["id"] for row in sorted(rows, key=lambda row: (row["due_at"], row["id"]))]


async def reap_messages(connection: Connection) -> int:
    """Put back what was leased for too long; how many messages that were. They may have been sent."""
    return await connection.run(_REAPED)


async def expire_messages(connection: Connection, limit: int = 5_000) -> int:
    """Give up what was owed for too long; how many messages that were."""
    return await connection.run(_EXPIRED, limit=limit)


async def forget_messages(connection: Connection, days: int, limit: int = 5_000) -> int:
    """Remove messages that were settled and are older than this; how many there were."""
    return await connection.run(_FORGOTTEN, days=days, limit=limit)


async def forget_messages_of(connection: Connection, opinion_ids: Collection[UUID]) -> int:
    """Remove what citizens were told; how many messages that were."""
    return await connection.run(_OF_OPINIONS, opinions=list(opinion_ids))


LONGEST: Final = timedelta(hours=EXPIRY // timedelta(hours=1) + 240)
"""How long a message is owed at most: as long as a delivery, and the longest holiday."""
_DUE: Final = Compiled(
    """
    WITH RECURSIVE found AS (
      (SELECT carrier FROM messages WHERE state = 'waiting' ORDER BY carrier LIMIT 1)
      UNION ALL
      SELECT (
        SELECT m.carrier FROM messages m WHERE m.state = 'waiting' AND m.carrier > found.carrier ORDER BY 1 LIMIT 1
      )
      FROM found WHERE found.carrier IS NOT NULL
    )
    SELECT f.carrier FROM found f CROSS JOIN clock
    WHERE f.carrier IS NOT NULL AND (
      SELECT m.due_at FROM messages m WHERE m.state = 'waiting' AND m.carrier = f.carrier ORDER BY m.due_at LIMIT 1
    ) <= clock_timestamp() + clock.advanced_by
    """,
    (),
    {},
)
_CLAIMED: Final = Compiled(
    """
    WITH moment AS MATERIALIZED (
      SELECT clock_timestamp() + advanced_by AS now, clock_timestamp() AS wall FROM clock
    ),
    due AS MATERIALIZED (
      SELECT m.id FROM messages m
      WHERE m.state = 'waiting' AND m.carrier = $1 AND m.due_at <= (SELECT now FROM moment)
      ORDER BY m.due_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ),
    leased AS (
      UPDATE messages m SET state = 'sending', lease_id = $3, leased_until = n.wall + $4, attempt = m.attempt + 1
      FROM due, moment n WHERE m.id = due.id
      RETURNING m.id, m.due_at
    )
    SELECT l.id, l.due_at, n.now, n.wall FROM moment n LEFT JOIN leased l ON true
    """,
    ("carrier", "limit", "lease_id", "lease"),
    {},
)
_ALIKE: Final = Compiled(
    """
    WITH kinds AS MATERIALIZED (
      SELECT DISTINCT channel_id, rule, lease_id, leased_until FROM messages
      WHERE id = ANY ($1::uuid[]) AND channel_id IS NOT NULL AND rule = ANY ($2::text[])
    ),
    alike AS MATERIALIZED (
      SELECT m.id, k.lease_id, k.leased_until FROM kinds k CROSS JOIN LATERAL (
        SELECT m.id FROM messages m CROSS JOIN clock
        WHERE m.channel_id = k.channel_id AND m.rule = k.rule AND m.settled_at IS NULL AND m.state = 'waiting'
          AND m.due_at <= clock_timestamp() + clock.advanced_by
        LIMIT $3 FOR UPDATE OF m SKIP LOCKED
      ) m LIMIT $3
    )
    UPDATE messages m
    SET state = 'sending', lease_id = a.lease_id, leased_until = a.leased_until, attempt = m.attempt + 1
    FROM alike a WHERE m.id = a.id
    RETURNING m.id, m.due_at
    """,
    ("ids", "rules", "limit"),
    {},
)
_REAPED: Final = Compiled(
    """
    UPDATE messages SET state = 'waiting', lease_id = NULL, leased_until = NULL WHERE id IN (
      SELECT id FROM messages WHERE state = 'sending' AND leased_until < clock_timestamp()
      ORDER BY leased_until LIMIT 1000 FOR UPDATE SKIP LOCKED
    )
    """,
    (),
    {},
)
_EXPIRED: Final = Compiled(
    f"""
    UPDATE messages SET state = 'failed', reason = 'expired', settled_at = n.now
    FROM (SELECT clock_timestamp() + advanced_by AS now FROM clock) n
    WHERE id IN (
      SELECT m.id FROM messages m CROSS JOIN clock
      WHERE m.state = 'waiting'
        AND m.created_at < clock_timestamp() + clock.advanced_by - INTERVAL '{LONGEST // timedelta(hours=1)} hours'
      ORDER BY m.created_at LIMIT $1 FOR UPDATE OF m SKIP LOCKED
    )
    """,
    ("limit",),
    {},
)
_FORGOTTEN: Final = Compiled(
    """
    DELETE FROM messages WHERE id IN (
      SELECT m.id FROM messages m CROSS JOIN clock
      WHERE m.created_at < clock_timestamp() + clock.advanced_by - make_interval(days => $1)
        AND m.state NOT IN ('waiting', 'sending')
      ORDER BY m.created_at LIMIT $2
    )
    """,
    ("days", "limit"),
    {},
)
_OF_OPINIONS: Final = Compiled("DELETE FROM messages WHERE opinion_id = ANY ($1::uuid[])", ("opinions",), {})
