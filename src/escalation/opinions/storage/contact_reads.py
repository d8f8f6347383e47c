"""Who read a citizen's contact (contact reads)? Each look is an event, told by the statement that gives the contact."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row

READ: Final = "opinion.contact_read"


class ReadFor(StrEnum):
    """What a contact is read for: for whoever works on the matter, or to call whom a survey has drawn.

    Of the second the unit that is asked about is not told: neither here nor in the feed (`feed/storage/visibility`).
    """

    MATTER = "read_contact"
    SURVEY = "call"


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
    connection: Connection, opinion_id: UUID, reason: str, now: datetime, *, by: Actor, request_id: str,
    read_for: ReadFor = ReadFor.MATTER,
) -> Row | None:  # fmt: skip
    """`data_key, citizen_name, contact`, sealed, of one opinion; that they were read is told in the same statement.

    An erasure waits until the look is on record, and takes its reason along; of a look at what is erased already none
    is kept, for it may quote what was there.
    """
    return await connection.row(
        _CONTACT, opinion=opinion_id, reason=reason, now=now, action=read_for, **unchained_events.by(by, request_id)
    )


async def list_contact_reads(
    connection: Connection, opinion_id: UUID, reach: tuple[str, str], limit: int
) -> list[ContactRead]:
    """The looks at one contact, newest first; those for a survey if its unit has a path in `reach`, and else not."""
    rows = await connection.rows(_READS, opinion=opinion_id, start=reach[0], end=reach[1], limit=limit)
    return [ContactRead(*row) for row in rows]


_IS_THERE: Final = "num_nonnulls(o.citizen_name, o.contact) > 0"
_CONTACT: Final = Compiled(
    f"""
    WITH seen AS (
      SELECT o.id, o.unit_id, o.category, o.source, o.confidential, $3::timestamptz AS at,
             o.data_key, o.citizen_name, o.contact
      FROM opinions o WHERE o.id = $1 FOR SHARE
    ),
    told AS (
      {
        unchained_events.of_opinions(
            READ,
            f"seen o, LATERAL (SELECT $4::text AS action, CASE WHEN {_IS_THERE} THEN $2::text END AS reason, a.* "
            f"FROM ({unchained_events.author(5)}) a) e",
        )
    }
    )
    SELECT data_key, citizen_name, contact FROM seen
    """,
    ("opinion", "reason", "now", "action", *unchained_events.AUTHOR),
    {},
)
# Before looks were events they were rows of a table, which nobody writes any more.
_READS: Final = Compiled(
    f"""
    SELECT e.occurred_at, e.principal, e.actor_role, e.actor_unit_id, e.actor_person_id, e.reason
    FROM events e WHERE e.opinion_id = $1 AND e.type = '{READ}' AND (e.action <> '{ReadFor.SURVEY}' OR EXISTS (
      SELECT FROM units u WHERE u.id = e.actor_unit_id AND u.path >= $2 AND u.path < $3
    ))
    UNION ALL
    SELECT at, principal, NULL, NULL, NULL, reason FROM contact_reads WHERE opinion_id = $1
    ORDER BY 1 DESC LIMIT $4
    """,
    ("opinion", "start", "end", "limit"),
    {},
)
