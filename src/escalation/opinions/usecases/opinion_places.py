"""Opinion places: which opinions are near a place?"""

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage import opinion_places
from escalation.opinions.storage.opinion_places import Circle, NearPage, Place
from escalation.opinions.storage.opinions import OpinionFilters


async def list_near(
    runtime: Runtime, actor: Actor, circle: Circle, filters: OpinionFilters, *, after: Place | None, limit: int
) -> NearPage:
    """A page of what the actor may see in a circle, nearest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await opinion_places.list_near(connection, actor, circle, filters, after=after, limit=limit)
