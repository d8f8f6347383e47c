"""Gauges: how much is owed, and how do endpoints fare, in all? What one endpoint is owed is in `delivery_log`."""

from datetime import timedelta
from typing import Final, NamedTuple

from escalation.kit.database.connection import Compiled, Connection
from escalation.webhooks.storage.claims import MOMENT, Lane


class LaneDepth(NamedTuple):
    """How much is owed in a lane, due or leased, and for how long the longest due has been due."""

    lane: int
    state: int
    owed: int
    oldest: timedelta | None


class DeliveryStanding(NamedTuple):
    """Active endpoints whose breaker is not closed, endpoints that are disabled, and about how many dead letters."""

    breakers_open: int
    disabled: int
    dead_letters: int


async def depths(connection: Connection) -> list[LaneDepth]:
    """What is owed in all, by lane and state, for a gauge. Counts every row: not to be asked often."""
    return [LaneDepth(*row) for row in await connection.rows(_DEPTHS)]


async def oldest_due(connection: Connection) -> timedelta | None:
    """For how long the longest due delivery of an endpoint that is not spared has been due; `None`: nothing is.

    A step of an index for each lane of each endpoint, however much is owed.
    """
    lag = await connection.value(_OLDEST)
    return lag if isinstance(lag, timedelta) else None


async def standing(connection: Connection) -> DeliveryStanding:
    """How endpoints fare in all, for a gauge."""
    row = await connection.row(_STANDING)
    return DeliveryStanding(*row) if row else DeliveryStanding(0, 0, 0)


_DEPTHS: Final = Compiled(
    f"""
    WITH {MOMENT}
    SELECT q.lane, q.state, count(*), max(m.now - q.due_at) FILTER (WHERE q.state = 0 AND q.due_at < m.now)
    FROM webhook_queue q CROSS JOIN moment m GROUP BY q.lane, q.state
    """,
    (),
    {},
)

_OLDEST: Final = Compiled(
    f"""
    WITH {MOMENT}
    SELECT max(m.now - first.due_at)
    FROM moment m
      CROSS JOIN webhook_endpoints e
      JOIN webhook_health h ON h.endpoint_id = e.id AND h.breaker = 'closed'
      CROSS JOIN generate_series({min(Lane)}, {max(Lane)}) lanes (number)
      CROSS JOIN LATERAL (
        SELECT q.due_at FROM webhook_queue q
        WHERE q.endpoint_id = e.id AND q.lane = lanes.number AND q.state = 0 ORDER BY q.due_at LIMIT 1
      ) first
    WHERE e.state = 'active' AND first.due_at < m.now
    """,
    (),
    {},
)

# Dead letters may be many, and nobody needs to know to the last one how many.
_STANDING: Final = Compiled(
    """
    SELECT count(*) FILTER (WHERE e.state = 'active' AND h.breaker <> 'closed'),
      count(*) FILTER (WHERE e.state = 'disabled'),
      (SELECT greatest(c.reltuples, 0)::bigint FROM pg_class c WHERE c.oid = 'webhook_dead'::regclass)
    FROM webhook_endpoints e JOIN webhook_health h ON h.endpoint_id = e.id
    """,
    (),
    {},
)
