"""What becomes of a message after an attempt (settlement)? Written for a batch at once, by who still has the lease."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


class MessageState(StrEnum):
    """Where a message is. `DROPPED`: it was not to be told any more when its turn came."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Dropped(StrEnum):
    """Why a message was not sent though it could have been."""

    NOT_VISIBLE = "not_visible"
    SWITCHED_OFF = "switched_off"
    CHANNEL_GONE = "channel_gone"
    NOTHING_TO_TELL = "nothing_to_tell"


class Settled(NamedTuple):
    """What became of one message. `wait`: until it is due again; `charged`: whether the attempt counts.

    `gone`: its channel leads nowhere, which is said of the channel as well; a browser's is removed, as it never comes
    back under that address (RFC 8030 §7.3).
    """

    id: UUID
    state: MessageState
    reason: str | None = None
    wait: timedelta = timedelta()
    charged: bool = True
    gone: bool = False


async def settle(connection: Connection, lease_id: UUID, settled: Sequence[Settled]) -> int:
    """Write it down; of how many. What was leased to somebody else meanwhile is theirs."""
    columns = list(zip(*settled, strict=True))
    return await connection.run(
        _SETTLED, lease=lease_id, ids=columns[0], states=columns[1], reasons=columns[2], waits=columns[3],
        charged=columns[4], gone=columns[5],
    )  # fmt: skip


_SETTLED: Final = Compiled(
    """
    WITH moment AS MATERIALIZED (SELECT clock_timestamp() + advanced_by AS now FROM clock),
    settled AS MATERIALIZED (
      SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::interval[], $6::bool[], $7::bool[])
        AS s (id, state, reason, wait, charged, gone)
    ),
    nowhere AS MATERIALIZED (
      SELECT m.channel_id AS id, s.reason FROM settled s JOIN messages m ON m.id = s.id AND m.lease_id = $1 WHERE s.gone
    ),
    removed AS (DELETE FROM message_channels c USING nowhere w WHERE c.id = w.id AND c.kind = 'push'),
    failed AS (
      UPDATE message_channels c SET state = 'failed', failed_because = w.reason, updated_at = n.now
      FROM nowhere w CROSS JOIN moment n
      WHERE c.id = w.id AND c.kind <> 'push'
    )
    UPDATE messages m SET state = s.state, reason = s.reason, lease_id = NULL, leased_until = NULL,
      attempt = m.attempt - (NOT s.charged)::int, due_at = n.now + s.wait,
      settled_at = CASE WHEN s.state <> 'waiting' THEN n.now END
    FROM settled s CROSS JOIN moment n
    WHERE m.id = s.id AND m.lease_id = $1
    """,
    ("lease", "ids", "states", "reasons", "waits", "charged", "gone"),
    {},
)
