"""What the clock could not do: tickets that are set aside because deciding on them fails."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from escalation.api import pages
from escalation.api.auth import Overseer, Uses
from escalation.api.fields import Out
from escalation.api.keyset import place_of
from escalation.api.pages import Page
from escalation.api.queries import ListQuery
from escalation.api.routes import strict_router
from escalation.errors import InvalidCursor
from escalation.usecases.incidents import open_incidents

router = strict_router(prefix="/v1/incidents", tags=["tickets"])

_BOUND = pages.fingerprint("incidents", sort="-at", filters={})


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
async def list_(query: Annotated[ListQuery, Query()], caller: Overseer, session: Uses) -> Page[IncidentOut]:
    """Incidents of tickets the caller may see that nobody, nor the clock itself, has decided since; newest first."""
    after = _after(place_of(query.cursor, _BOUND, session))
    found = await open_incidents(session, caller, after=after, limit=query.limit + 1)
    shown, more = found[: query.limit], found[query.limit :]
    cursor = pages.encode([shown[-1].at, shown[-1].id], bound_to=_BOUND, key=session.vault.cursor_key) if more else None
    return Page(items=[IncidentOut.model_validate(each) for each in shown], next_cursor=cursor)


def _after(place: list[pages.Value] | None) -> tuple[datetime, int] | None:
    match place:
        case None:
            return None
        case [datetime() as at, int() as id_]:
            return at, id_
        case _:
            raise InvalidCursor
