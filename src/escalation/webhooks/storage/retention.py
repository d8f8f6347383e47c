"""How long is kept what an endpoint was told last (retention)? Until nothing more can come of the ticket."""

from typing import Final, NamedTuple
from uuid import UUID

from escalation.feed.storage.retention import KEPT
from escalation.kit.database.connection import Compiled, Connection

Place = tuple[UUID, UUID]
"""Of a tail: its endpoint and its ticket."""


class TailChunk(NamedTuple):
    """How many tails were forgotten, and behind which place to look next; `None` at the end of all."""

    forgotten: int
    place: Place | None


async def forget_tails(connection: Connection, place: Place | None, limit: int) -> TailChunk:
    """Look at the next tails, and forget those of tickets to which nothing happens any more.

    What is queued has its `previous_sequence` already, so a tail is needed for what is still to come: as long as the
    ticket is open or the clock will look at it, an event of it waits for its place, or one can be read in the feed.
    """
    endpoint, ticket = place or _BEFORE_ALL
    row = await connection.row(_TAILS, endpoint=endpoint, ticket=ticket, limit=limit, kept=KEPT)
    if row is None:
        return TailChunk(0, None)
    return TailChunk(row["forgotten"], (row["endpoint_id"], row["ticket_id"]) if row["looked_at"] == limit else None)


_BEFORE_ALL: Final = UUID(int=0), UUID(int=0)
_TAILS: Final = Compiled(
    """
    WITH here AS MATERIALIZED (
      SELECT endpoint_id, ticket_id FROM webhook_tails WHERE (endpoint_id, ticket_id) > ($1, $2)
      ORDER BY endpoint_id, ticket_id LIMIT $3
    ),
    gone AS (
      DELETE FROM webhook_tails w
      USING here h JOIN tickets t ON t.id = h.ticket_id CROSS JOIN clock
      WHERE w.endpoint_id = h.endpoint_id AND w.ticket_id = h.ticket_id
        AND NOT t.is_open AND t.wake_at IS NULL AND t.updated_at < clock_timestamp() + clock.advanced_by - $4::interval
        AND NOT EXISTS (SELECT FROM events e WHERE e.ticket_id = t.id AND e.feed_pos IS NULL)
      RETURNING 1
    )
    SELECT endpoint_id, ticket_id, (SELECT count(*) FROM here) AS looked_at, (SELECT count(*) FROM gone) AS forgotten
    FROM here ORDER BY endpoint_id DESC, ticket_id DESC LIMIT 1
    """,
    ("endpoint", "ticket", "limit", "kept"),
    {},
)
