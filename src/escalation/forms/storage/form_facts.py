"""Which facts stand on a form besides the ticket's own row (form facts)? Its opinions, and what its history says."""

from typing import Final
from uuid import UUID

from escalation.forms.domain.ticket_forms import CALLS, TicketFormKind
from escalation.kit.database.connection import Compiled, Connection, Row

MOST_OPINIONS: Final = 20
"""On one form; how many more there are is said."""

MOST_STEPS: Final = 200
"""Of each kind; a form that goes on for a hundred pages is read by nobody."""


async def list_opinion_ids(connection: Connection, ticket_id: UUID) -> list[UUID]:
    """The first opinions of a ticket, one more than a form shows."""
    return [row["id"] for row in await connection.rows(_OPINIONS, ticket=ticket_id, limit=MOST_OPINIONS + 1)]


async def list_steps(connection: Connection, ticket_id: UUID, types: tuple[str, ...]) -> list[Row]:
    """`type, occurred_at, principal, actor_unit_id, reason, data` of the last events of each type, oldest first."""
    return await connection.rows(_STEPS, ticket=ticket_id, types=list(types), limit=MOST_STEPS)


async def count_forms(connection: Connection, ticket_id: UUID) -> dict[TicketFormKind, int]:
    """How many requests, tasks, orders, calls and decisions a ticket has to print."""
    row = await connection.row(_FORMS, ticket=ticket_id, calls=list(CALLS))
    return {TicketFormKind(name): count for name, count in (row or {}).items()}


_OPINIONS: Final = Compiled(
    "SELECT id FROM opinions WHERE ticket_id = $1 ORDER BY received_at, id LIMIT $2", ("ticket", "limit"), {}
)
_STEPS: Final = Compiled(
    """
    SELECT type, occurred_at, principal, actor_unit_id, reason, data FROM (
      SELECT *, row_number() OVER (PARTITION BY type ORDER BY sequence DESC) AS from_last FROM events
      WHERE ticket_id = $1 AND type = ANY ($2::text[])
    ) told
    WHERE from_last <= $3 ORDER BY sequence
    """,
    ("ticket", "types", "limit"),
    {},
)
_FORMS: Final = Compiled(
    """
    SELECT (SELECT count(*) FROM requests WHERE ticket_id = t.id AND kind = 'objection') AS objection,
           (SELECT count(*) FROM requests WHERE ticket_id = t.id AND kind = 'extension') AS extension,
           (SELECT count(*) FROM joint_tasks WHERE ticket_id = t.id) AS joint_task,
           (SELECT count(*) FROM orders WHERE ticket_id = t.id) AS "order",
           (SELECT count(*) FROM events WHERE ticket_id = t.id AND type = ANY ($2::text[])) AS call_back,
           (t.reply IS NOT NULL)::int AS decision
    FROM tickets t WHERE t.id = $1
    """,
    ("ticket", "calls"),
    {},
)
