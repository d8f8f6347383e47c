"""What the clock could not do: tickets that are set aside because deciding on them fails."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from escalation.kit.web.auth import Overseer, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.tickets.usecases.incidents import open_incidents

router = strict_router(prefix="/v1/incidents", tags=["tickets"])


class IncidentOut(Out):
    """A decision that failed. `error` is its kind; the server's log has the rest under `deadline_failed`.

    `tries`: how often deciding has failed on end. `next_try_at`: when the clock tries again.
    """

    id: int
    ticket_id: UUID
    number: str
    ticket_version: int
    error: str
    at: datetime
    tries: int
    next_try_at: datetime | None


@router.get("", summary="Incidents of the clock")
async def list_incidents(query: Annotated[ListQuery, Query()], caller: Overseer, runtime: Uses) -> Page[IncidentOut]:
    """Incidents of tickets the caller may see that nobody, nor the clock itself, has decided since; newest first."""
    keyset = Keyset("incidents", (datetime, int), query, runtime, sort="-at")
    found = await open_incidents(runtime, caller, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: (each.at, each.id), show=IncidentOut.model_validate)
    return Page(items=items, next_cursor=cursor)
