"""What could the clock not do? Who may see a ticket may see that its decision fails, and when it is tried again."""

from datetime import datetime

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.tickets.storage.incidents import Incident, list_open


async def open_incidents(
    runtime: Runtime, actor: Actor, *, after: tuple[datetime, int] | None = None, limit: int = 50
) -> list[Incident]:
    """Incidents that nobody has got over yet, newest first; `after`: time and id of the last one of the page before."""
    async with runtime.database.connection(changes=False) as connection:
        return await list_open(connection, actor, after=after, limit=limit)
