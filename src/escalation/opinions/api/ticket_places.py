"""Ticket places: the list of tickets as a map, as GeoJSON (RFC 7946), narrowed as that list is, and to a box."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.opinions.api.opinion_places import BoxQuery, GeoJson, PointOut
from escalation.opinions.storage.opinions import Opinion
from escalation.opinions.usecases.opinion_places import list_ticket_places
from escalation.tickets.api.ticket_filters import TicketFilterQuery
from escalation.tickets.api.ticket_rows import TicketRowOut, serialize_row
from escalation.tickets.usecases.ticket_queries import names_of_assignees

router = strict_router(prefix="/v1/places/tickets", tags=["tickets"])


class TicketPlaceQuery(TicketFilterQuery, BoxQuery, ListQuery):
    """The filters of the list of tickets, a part of the map, and where a page begins."""


class PlacedTicketOut(Out):
    """What a map shows of a ticket. `place` and `accuracy` (metres) are those of the opinion that was located there."""

    ticket: TicketRowOut
    place: str | None
    accuracy: int | None


class TicketFeatureOut(Out):
    """An opinion of a ticket on a map; `id` is that of the opinion."""

    type: Literal["Feature"]
    id: UUID
    geometry: PointOut
    properties: PlacedTicketOut


class TicketFeaturesOut(Out):
    """A page. A ticket is there once for each of its opinions that has a location."""

    type: Literal["FeatureCollection"]
    features: list[TicketFeatureOut]
    next_cursor: Annotated[str | None, Field(description="Goes on; the list ends where it is null.")]


@router.get("", summary="Tickets on a map", response_class=GeoJson, response_model=TicketFeaturesOut)
async def list_placed_tickets(query: Annotated[TicketPlaceQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """The tickets that the caller may see, wherever opinions of theirs have a location, the newest opinion first.

    A page costs the same whatever it is narrowed to; where few fit it is shorter, even empty, and goes on.
    """
    keyset = Keyset("ticket-places", (datetime, UUID), query, runtime)
    found = await list_ticket_places(
        runtime, caller, query.wanted_filters(), query.box, after=keyset.after, limit=query.limit
    )
    names = await names_of_assignees(runtime, [view for _, view in found.lines])
    features = [_feature(opinion, serialize_row(view, names, caller)) for opinion, view in found.lines]
    page = {"features": features, "next_cursor": keyset.cursor(found.goes_on_behind)}
    return GeoJson({"type": "FeatureCollection"} | page)


def _feature(opinion: Opinion, ticket: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": opinion.id,
        "geometry": {"type": "Point", "coordinates": [opinion.longitude, opinion.latitude]},
        "properties": {"ticket": ticket, "place": opinion.place, "accuracy": opinion.accuracy},
    }
