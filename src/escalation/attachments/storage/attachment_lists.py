"""Which files hang on a ticket or an opinion (attachment lists)? Those that are ready, oldest first."""

from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import Actor
from escalation.attachments.storage.attachments import COLUMNS, Attachment
from escalation.attachments.storage.tables import attachments
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.tickets.storage import visibility
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets


async def list_of_ticket(
    connection: Connection, actor: Actor, ticket_id: UUID, *, after: UUID | None, limit: int
) -> list[Attachment]:
    """A page of what is attached to a ticket, to those merged into it, and to its opinions that the actor may read."""
    statement = _of_ticket(subtree.shape(actor))
    rows = await connection.rows(
        statement, ticket=ticket_id, after=after or UUID(int=0), limit=limit, **subtree.params(actor)
    )
    return [Attachment(*row) for row in rows]


async def list_of_opinion(
    connection: Connection, opinion_id: UUID, *, after: UUID | None, limit: int
) -> list[Attachment]:
    """A page of what is attached to an opinion."""
    rows = await connection.rows(_OF_OPINION, opinion=opinion_id, after=after or UUID(int=0), limit=limit)
    return [Attachment(*row) for row in rows]


_PAGE: Final = attachments.c.state == "ready", attachments.c.id > bindparam("after", type_=SqlUuid(as_uuid=True))
_OF_OPINION: Final = compile_statement(
    select(*COLUMNS)
    .where(attachments.c.opinion_id == bindparam("opinion", type_=SqlUuid(as_uuid=True)), *_PAGE)
    .order_by(attachments.c.id)
    .limit(bindparam("limit"))
)


@cache
def _of_ticket(form: subtree.Shape) -> Compiled:
    """One statement for each form of the predicate. Whether the ticket itself may be seen is asked before."""
    ticket = bindparam("ticket", type_=SqlUuid(as_uuid=True))
    merged = select(tickets.c.id).where(tickets.c.id == ticket).cte("joined", recursive=True)
    into = tickets.alias()
    merged = merged.union(select(into.c.id).join(merged, into.c.merged_into_id == merged.c.id))
    readable = (
        select(opinions.c.id)
        .select_from(opinions.outerjoin(tickets, tickets.c.id == opinions.c.ticket_id))
        .where(opinions.c.ticket_id == ticket, visibility.opinion_visible(form))
    )
    # Two lists, each by an index of its own; asked as `id IN (both)`, all files there are would be looked through.
    found = union_all(
        select(*COLUMNS).where(attachments.c.ticket_id.in_(select(merged.c.id)), *_PAGE),
        select(*COLUMNS).where(attachments.c.opinion_id.in_(readable), *_PAGE),
    ).subquery()
    return compile_statement(select(found).order_by(found.c.id).limit(bindparam("limit")))
