"""Who read a citizen's contact (contact reads)? Each look is an event, told by the statement that gives the contact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row

READ: Final = "opinion.contact_read"


@dataclass(frozen=True, slots=True)
class ContactRead:
    """One look. What was read before looks were events has neither role nor unit."""

    at: datetime
    principal: str
    role: str | None
    unit_id: UUID | None
    person_id: UUID | None
    reason: str | None


async def read_contact(
    connection: Connection, opinion_id: UUID, reason: str, now: datetime, *, by: Actor, request_id: str
) -> Row | None:
    """`data_key, citizen_name, contact`, sealed, of one opinion; that they were read is told in the same statement."""
    return await connection.row(
        _CONTACT, opinion=opinion_id, reason=reason, now=now, **unchained_events.by(by, request_id)
    )


async def list_contact_reads(connection: Connection, opinion_id: UUID, limit: int) -> list[ContactRead]:
    """The looks at one contact, newest first."""
    return [ContactRead(*row) for row in await connection.rows(_READS, opinion=opinion_id, limit=limit)]


_CONTACT: Final = Compiled(
    f"""
    WITH seen AS (
      SELECT o.id, o.unit_id, o.category, o.source, o.confidential, $3::timestamptz AS at,
             o.data_key, o.citizen_name, o.contact
      FROM opinions o WHERE o.id = $1
    ),
    told AS (
      {
        unchained_events.of_opinions(
            READ,
            "seen o, LATERAL (SELECT 'read_contact' AS action, $2::text AS reason, a.* "
            f"FROM ({unchained_events.author(4)}) a) e",
        )
    }
    )
    SELECT data_key, citizen_name, contact FROM seen
    """,
    ("opinion", "reason", "now", *unchained_events.AUTHOR),
    {},
)
# Before looks were events they were rows of a table, which nobody writes any more.
_READS: Final = Compiled(
    f"""
    SELECT occurred_at, principal, actor_role, actor_unit_id, actor_person_id, reason
    FROM events WHERE opinion_id = $1 AND type = '{READ}'
    UNION ALL
    SELECT at, principal, NULL, NULL, NULL, reason FROM contact_reads WHERE opinion_id = $1
    ORDER BY 1 DESC LIMIT $2
    """,
    ("opinion", "limit"),
    {},
)
