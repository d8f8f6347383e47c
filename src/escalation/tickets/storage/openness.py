"""Is a ticket open? Asked by whoever waits for its end."""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def is_ticket_open(connection: Connection, ticket_id: UUID) -> bool:
    """Whether somebody still has to act on it."""
    return await connection.value(_OPEN, ticket=ticket_id) is True


_OPEN: Final = Compiled("SELECT is_open FROM tickets WHERE id = $1", ("ticket",), {})
