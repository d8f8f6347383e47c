"""What has become of one opinion? What a tracking code opens, and no more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


@dataclass(frozen=True, slots=True)
class Tracked:
    """An opinion and, if it has one, its ticket, as far as the citizen may know.

    `steps` are events and the states they led to, oldest first: of its ticket, and of those merged on the way there.
    `given_by_handler`: the code was handed over by the very one who submitted the result.
    """

    steps: tuple[tuple[str, datetime, str | None], ...]
    opinion_id: UUID
    status: str
    received_at: datetime
    unit_name: str
    ticket_id: UUID | None
    state: str | None
    workflow_version: int | None
    due_at: datetime | None
    reply: str | None
    code_way: str | None
    code_unit_id: UUID | None
    handler_unit_id: UUID | None
    given_by_handler: bool


async def find_tracked(connection: Connection, tracking_hash: bytes) -> Tracked | None:
    """The opinion of a tracking code (see `encryption.tracking_hash`)."""
    row = await connection.row(_TRACKED, hash=tracking_hash)
    return Tracked(tuple((type_, at, state) for type_, at, state in row["steps"]), *row[1:]) if row else None


_TRACKED: Final = Compiled(
    """
    SELECT ARRAY(
             SELECT ROW(e.type, e.occurred_at, e.to_state) FROM events e
             WHERE (e.ticket_id = t.id OR e.ticket_id IN (
                     SELECT (a.data ->> 'from_ticket_id')::uuid FROM events a
                     WHERE a.opinion_id = o.id AND a.type = 'opinion.attached'
                   ))
               AND e.type IN ('ticket.dispatched', 'ticket.transferred', 'ticket.handed_down', 'ticket.escalated',
                              'ticket.taken_over', 'ticket.audit_passed', 'ticket.merged', 'ticket.resolved',
                              'ticket.reopened')
             ORDER BY e.occurred_at, e.ticket_id, e.sequence
           ) AS steps,
           o.id, o.status, o.received_at, u.name, t.id, t.state, t.workflow_version, t.due_at, t.reply,
           o.code_way, o.code_unit_id, t.handler_unit_id,
           coalesce((
             SELECT g.principal = t.resolved_by OR g.actor_person_id = t.resolved_person_id
                 OR g.actor_member_id = t.resolved_member_id
             FROM events g WHERE g.opinion_id = o.id AND g.type = 'opinion.code_given' ORDER BY g.n DESC LIMIT 1
           ), false)
    FROM opinions o
    LEFT JOIN tickets t ON t.id = o.ticket_id
    JOIN units u ON u.id = coalesce(t.holder_unit_id, o.unit_id)
    WHERE o.tracking_hash = $1
    """,
    ("hash",),
    {},
)
