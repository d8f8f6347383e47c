"""What was told to who moved a ticket last? The idempotency record of a move, while nothing has changed since."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.runtime.idempotency import StoredAnswer
from escalation.kit.runtime.tables import idempotency
from escalation.tickets.storage.tables import tickets


async def find_last(connection: Connection, principal: str, key: str, ticket_id: UUID) -> StoredAnswer | None:
    """What an earlier request with this key was told, unless the ticket was moved since then."""
    row = await connection.row(_LAST, principal=principal, key=key, ticket=ticket_id)
    return StoredAnswer(*row) if row else None


_LAST: Final = compile_statement(
    select(idempotency.c.fingerprint, idempotency.c.status, idempotency.c.body).where(
        idempotency.c.principal == bindparam("principal"),
        idempotency.c.key == bindparam("key"),
        tickets.c.id == bindparam("ticket"),
        tickets.c.updated_at <= idempotency.c.created_at,
    )
)
