"""What waits in the inbox of a unit (inboxes)? Its own opinions that somebody may see, those that came first first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import Text, bindparam, literal_column, select

from escalation.actors import Actor
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import opinion_visible


@dataclass(frozen=True, slots=True)
class WaitingOpinion:
    """An opinion in an inbox. `source_system` and `external_ref`: how another system knows it, such as a hotline."""

    id: UUID
    title: str
    content: str
    category: str | None
    suggested_categories: Sequence[str]
    source: str
    place: str | None
    source_system: str | None
    external_ref: str | None
    confidential: bool
    received_at: datetime


async def list_waiting(connection: Connection, actor: Actor, path: str, limit: int) -> list[WaitingOpinion]:
    """At most `limit` of the unit with this path alone."""
    rows = await connection.rows(_waiting(subtree.shape(actor)), path=path, limit=limit, **subtree.params(actor))
    return [WaitingOpinion(*row) for row in rows]


@cache
def _waiting(form: subtree.Shape) -> Compiled:
    # Written out, as the partial index has it.
    is_inbox = opinions.c.status == literal_column("'inbox'", Text)
    return compile_statement(
        select(*(opinions.c[name] for name in _READ))
        .select_from(opinions.outerjoin(tickets, tickets.c.id == opinions.c.ticket_id))
        .where(
            opinions.c.unit_path == bindparam("path", type_=Path),
            is_inbox,
            opinions.c.erased_at.is_(None),
            opinion_visible(form, has_ticket=False),
        )
        .order_by(opinions.c.received_at, opinions.c.id)
        .limit(bindparam("limit"))
    )


_READ: Final = tuple(WaitingOpinion.__slots__)
