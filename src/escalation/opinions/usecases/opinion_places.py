"""Opinion places: which opinions are near a place, and where are tickets?"""

from dataclasses import dataclass

from escalation.actors import Actor
from escalation.kit.parsing.coordinates import Box
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage import opinion_lists, opinion_places
from escalation.opinions.storage.opinion_lists import Place as ListPlace
from escalation.opinions.storage.opinion_places import Circle, NearPage, Place
from escalation.opinions.storage.opinions import Opinion, OpinionFilters
from escalation.tickets.storage.lists import find_listed
from escalation.tickets.usecases.ticket_filters import WantedFilters, check_filters
from escalation.tickets.usecases.ticket_view import TicketView


async def list_near(
    runtime: Runtime, actor: Actor, circle: Circle, filters: OpinionFilters, *, after: Place | None, limit: int
) -> NearPage:
    """A page of what the actor may see in a circle, nearest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await opinion_places.list_near(connection, actor, circle, filters, after=after, limit=limit)


@dataclass(frozen=True, slots=True)
class TicketPlaces:
    """Opinions that have a location, newest first, each with its ticket; and behind which place the list goes on."""

    lines: list[tuple[Opinion, TicketView]]
    goes_on_behind: ListPlace | None


async def list_ticket_places(
    runtime: Runtime, actor: Actor, wanted: WantedFilters, box: Box | None, *, after: ListPlace | None, limit: int
) -> TicketPlaces:
    """A page of where the tickets are that the actor may see and the filters let through, of each opinion of theirs.

    Raises `ValidationFailed` for a filter that names what is not there.
    """
    async with runtime.database.connection(changes=False) as connection:
        tickets = await check_filters(connection, actor, wanted)
        filters = OpinionFilters(status="attached", placed=True, box=box, tickets=tickets)
        page = await opinion_lists.list_opinions(connection, actor, filters, after=after, limit=limit)
        found = await find_listed(connection, actor, {each.ticket_id for each in page.opinions if each.ticket_id})
    views = {each.ticket.id: TicketView(each.ticket, each.units, each.now) for each in found}
    lines = [(each, views[each.ticket_id]) for each in page.opinions if each.ticket_id in views]
    return TicketPlaces(lines, page.goes_on_behind)
