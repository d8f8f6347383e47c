"""Was every due ticket escalated, and once? And do both sides leave the same behind?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.deadlines.clock import Raw
from bench.support.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the histories ended before anybody swept."""

    event: int
    hand_over: int


async def mark(connection: Raw) -> Mark:
    """Where the histories end now."""
    row = await connection.fetchrow(
        "SELECT (SELECT coalesce(max(n), 0) FROM events) AS e, (SELECT coalesce(max(n), 0) FROM hand_overs) AS h"
    )
    if row is None:
        raise LookupError("histories")
    return Mark(row["e"], row["h"])


async def check(connection: Raw, dataset: Dataset, since: Mark, ours: Sequence[int], *, rest_too: bool = False) -> None:
    """Look at every ticket that was due in the slots; `ours` are the slots that were ours, the others the rival's.

    Raises `RuntimeError` if one of them has not exactly one escalation and one hand-over more, if a head does not
    match, or if tickets of the same kind in the same place were left in different rows by the two.
    """
    await connection.execute("ANALYZE bench.due")
    end = dataset.due if rest_too else dataset.slots * dataset.slot
    row = await connection.fetchrow(_CHECK, since.event, since.hand_over, end, max(dataset.slots, 1), list(ours))
    if row is None or dict(row) != {"tickets": end, "wrong": 0, "different": 0}:
        raise RuntimeError(f"not every ticket was escalated once and alike: {row}, of {end}")


_TICKET: Final = (
    "version", "state", "is_open", "level", "holder_unit_id", "holder_path", "handler_unit_id", "dispatcher_unit_id",
    "sender_unit_id", "assignee_id", "stage", "warning", "warned_at", "stuck", "escalations", "event_count",
)  # fmt: skip
_EVENT: Final = (
    "type", "trigger", "action", "principal", "actor_unit_id", "actor_role", "reason", "from_state", "to_state",
    "ticket_version", "workflow_version", "request_id",
)  # fmt: skip
_HAND_OVER: Final = (
    "direction", "trigger", "action", "reason", "from_unit_id", "to_unit_id", "sent_by", "signed_at", "withdrawn_at",
)  # fmt: skip


def _columns(source: str, names: Sequence[str]) -> str:
    return ", ".join(f"{source}.{name}" for name in names)


# Tickets of one kind and place are known by the number of their prototype.
_CHECK: Final = f"""
WITH logged AS (
  SELECT ticket_id, count(*) FILTER (WHERE type = 'ticket.escalated') AS escalated, count(*) AS events,
         (array_agg(hash ORDER BY sequence DESC))[1] AS head, max(sequence) AS last,
         array_agg(ROW({_columns("e", _EVENT)})::text ORDER BY sequence) AS what
  FROM events e WHERE e.n > $1 GROUP BY ticket_id
),
handed AS (
  SELECT ticket_id, count(*) AS hand_overs, array_agg(ROW({_columns("h", _HAND_OVER)})::text ORDER BY n) AS what
  FROM hand_overs h WHERE h.n > $2 GROUP BY ticket_id
),
looked_at AS (
  SELECT d.n, d.i % $4 = ANY ($5::int[]) AS is_ours,
         md5(ROW({_columns("t", _TICKET)}, l.what, h.what)::text) AS effects,
         l.escalated = 1 AND h.hand_overs = 1 AND t.version = p.version + 1 AND t.escalations = p.escalations + 1
           AND t.event_count = p.event_count + l.events AND t.event_count = l.last AND t.event_hash = l.head AS is_right
  FROM bench.due d
  JOIN bench.prototypes p ON p.grp = 'due' AND p.n = d.n
  JOIN tickets t ON t.id = d.ticket_id
  LEFT JOIN logged l ON l.ticket_id = d.ticket_id
  LEFT JOIN handed h ON h.ticket_id = d.ticket_id
  WHERE d.i < $3
)
SELECT (SELECT count(*) FROM looked_at) AS tickets,
       (SELECT count(*) FROM looked_at WHERE is_right IS NOT TRUE) AS wrong,
       (SELECT count(*) FROM (SELECT FROM looked_at GROUP BY n HAVING count(DISTINCT effects) > 1) x) AS different
"""
