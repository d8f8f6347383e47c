"""How much is owed, and since when (gauges)? Read for whoever watches over all messages together."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from escalation.kit.database.connection import Compiled, Connection


async def count_waiting(connection: Connection) -> Mapping[str, int]:
    """How many messages wait, by carrier."""
    return {row["carrier"]: row["waiting"] for row in await connection.rows(_WAITING)}


async def count_failed_channels(connection: Connection) -> int:
    """How many channels lead nowhere."""
    return int(str(await connection.value(_FAILED)))


async def oldest_message_due(connection: Connection) -> timedelta | None:
    """For how long the longest due message has been due; `None` if none is."""
    lag = await connection.value(_OLDEST)
    return lag if isinstance(lag, timedelta) else None


_WAITING: Final = Compiled(
    "SELECT carrier, count(*) AS waiting FROM messages WHERE state = 'waiting' GROUP BY carrier", (), {}
)
_FAILED: Final = Compiled("SELECT count(*) FROM message_channels WHERE state = 'failed'", (), {})
# The first of each carrier by the index: a carrier is one step.
_OLDEST: Final = Compiled(
    """
    WITH RECURSIVE found AS (
      (SELECT carrier, due_at FROM messages WHERE state = 'waiting' ORDER BY carrier, due_at LIMIT 1)
      UNION ALL
      SELECT next.carrier, next.due_at FROM found CROSS JOIN LATERAL (
        SELECT m.carrier, m.due_at FROM messages m WHERE m.state = 'waiting' AND m.carrier > found.carrier
        ORDER BY m.carrier, m.due_at LIMIT 1
      ) next
    )
    SELECT max(clock_timestamp() + clock.advanced_by - f.due_at) FROM found f CROSS JOIN clock
    WHERE f.due_at <= clock_timestamp() + clock.advanced_by
    """,
    (),
    {},
)
