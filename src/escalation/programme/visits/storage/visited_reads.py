"""Who read whom a visit was to (visited reads)? Each look is an event of the statement that gives what is sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.programme.visits.storage.visits import TELLS

READ: Final = "visit.households_read"


@dataclass(frozen=True, slots=True)
class VisitedRead:
    """One look. `reason`: `None` once it was erased with what was read."""

    at: datetime
    principal: str
    role: str | None
    unit_id: UUID | None
    person_id: UUID | None
    reason: str | None


async def read_visited(
    connection: Connection, visit_id: UUID, reason: str, now: datetime, *, actor: Actor, request_id: str
) -> Row | None:
    """What a visit keeps sealed; that it was read is told in the same statement, which an erasure waits for.

    Of a look at what is erased already no reason is kept: it may quote what was there.
    """
    return await connection.row(_READ, id=visit_id, reason=reason, now=now, **by(actor, request_id))


async def list_visited_reads(connection: Connection, visit_id: UUID, limit: int) -> list[VisitedRead]:
    """The looks at whom one visit was to, newest first."""
    return [VisitedRead(*row) for row in await connection.rows(_READS, id=visit_id, limit=limit)]


_SOURCE: Final = f"""seen r, LATERAL (
      SELECT 'read_households' AS action, CASE WHEN r.data_key IS NOT NULL THEN $2::text END AS reason, a.*
      FROM ({author(4)}) a
    ) e"""
_READ: Final = Compiled(
    f"""
    WITH seen AS (
      SELECT id, unit_id, target_unit_id, day, plan_id, households, $3::timestamptz AS at,
             data_key, household_labels, signature
      FROM visits WHERE id = $1 FOR SHARE
    ),
    told AS ({of_records(READ, _SOURCE, TELLS)})
    SELECT id, data_key, household_labels, signature FROM seen
    """,
    ("id", "reason", "now", *AUTHOR),
    {},
)
_READS: Final = Compiled(
    f"""
    SELECT occurred_at, principal, actor_role, actor_unit_id, actor_person_id, reason FROM events
    WHERE record_id = $1 AND type = '{READ}' ORDER BY n DESC LIMIT $2
    """,
    ("id", "limit"),
    {},
)
