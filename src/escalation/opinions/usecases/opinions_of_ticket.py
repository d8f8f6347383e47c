"""Which opinions does a ticket have? Those that the actor may see, for who may see the ticket."""

from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage import opinions
from escalation.opinions.storage.opinions import Opinion
from escalation.tickets.usecases.ticket_queries import require_sight


async def list_of_ticket(
    runtime: Runtime, actor: Actor, ticket_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Opinion]:
    """A page of the opinions of a ticket, oldest first. Raises `NotFound` for a ticket that the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        return await opinions.list_of_ticket(connection, actor, ticket_id, after=after, limit=limit)
