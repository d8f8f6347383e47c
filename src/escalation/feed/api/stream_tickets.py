"""Stream tickets: how a page opens a stream, whose browser sends neither header nor, from another site, cookie."""

from datetime import datetime
from typing import Final

from fastapi import Request

from escalation.actors import Actor
from escalation.errors import N_, Fault, ValidationFailed
from escalation.feed.usecases.stream_tickets import make_stream_ticket, still_reads, use_stream_ticket
from escalation.kit.web.auth import Changer, Permission, Uses, note_listening, session_of
from escalation.kit.web.fields import Out
from escalation.kit.web.routes import strict_router

router = strict_router(prefix="/v1/events/stream-tickets", tags=["feed"])

PARAMETER: Final = "ticket"


class StreamTicketOut(Out):
    """For `?ticket=` of a stream: good for one, which has to begin before `expires_at`."""

    ticket: str
    expires_at: datetime


@router.post("", status_code=201, summary="A ticket for one stream")
async def create_stream_ticket(caller: Changer, runtime: Uses) -> StreamTicketOut:
    """Let `EventSource` open the stream, which cannot send an `Authorization` header. Never put a key there."""
    made = await make_stream_ticket(runtime, caller)
    return StreamTicketOut(ticket=made.token, expires_at=made.expires_at)


class StreamPermission(Permission):
    """Open to everybody who is known, or comes with a ticket."""

    async def known(self, request: Request) -> Actor:
        """Whoever the ticket was made for, the first time; and who they are by now, whenever it is asked again.

        Raises `ValidationFailed` for a ticket beside a key or token: it would be used up for nothing.
        """
        ticket = request.query_params.get(PARAMETER)
        note_listening(request)
        if ticket is None:
            return await super().known(request)
        if "authorization" in request.headers:
            raise ValidationFailed(
                faults=[Fault(f"?{PARAMETER}", "either_or", N_("Show a key or a ticket, not both."))]
            )
        runtime = await session_of(request)
        reader: Actor | None = getattr(request.state, "reader", None)
        present = await (use_stream_ticket(runtime, ticket) if reader is None else still_reads(runtime, reader))
        request.state.reader = present
        return present

    def shows_something(self, request: Request) -> bool:
        """A ticket is something, too."""
        return PARAMETER in request.query_params or super().shows_something(request)


STREAM_READER: Final = StreamPermission()
