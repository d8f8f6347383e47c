"""Uploads: how a file comes in pieces over a bad network, each acknowledged, until it is whole and looked at."""

from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from pydantic import Field

from escalation.attachments.api.attachments import AttachmentId, AttachmentOut, shown, to_bytes
from escalation.attachments.domain.media_types import MOST_BYTES
from escalation.attachments.usecases import uploads
from escalation.attachments.usecases.uploads import Announced
from escalation.kit.web.auth import Uses, Worker
from escalation.kit.web.fields import In, Integer, Line
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.queries import Number
from escalation.kit.web.request_context import RequestId, context_of
from escalation.kit.web.routes import part_router, strict_router
from escalation.opinions.api.opinions import OpinionId
from escalation.tickets.api.tickets import TicketId

MOST_OF_A_PART = 4 << 20
BYTES: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""How a route that takes a part of a file describes it."""

tickets_router = strict_router(prefix="/v1/tickets/{ticket_id}/attachments", tags=["attachments"])
opinions_router = strict_router(prefix="/v1/opinions/{opinion_id}/attachments", tags=["attachments"])
router = strict_router(prefix="/v1/attachments/{attachment_id}", tags=["attachments"])
parts_router = part_router(prefix="/v1/attachments/{attachment_id}", tags=["attachments"])

SECONDS = 90.0
"""How long looking at a file may take: a picture, and the operator's scanner."""


class AttachmentIn(In):
    """A file to come. `size` in bytes; `sha256` in hexadecimal digits, compared once it is whole."""

    name: Annotated[Line, Field(max_length=200)]
    size: Annotated[Integer, Field(ge=1, le=MOST_BYTES)]
    sha256: Annotated[Line, Field(pattern="^[0-9a-f]{64}$")] | None = None


@tickets_router.post("", summary="Attach a file to a ticket", status_code=201, response_model=AttachmentOut)
async def attach_to_ticket(
    ticket_id: TicketId, body: AttachmentIn, caller: Worker, runtime: Uses, once: Idempotent
) -> Response:
    """Begin a file of up to 20 MiB. Send its parts next, then complete it."""
    reply = await uploads.begin_upload(
        runtime, caller, announced(body), ticket_id=ticket_id, render=rendered(201, to_bytes), once=once
    )
    return answer(reply)


@opinions_router.post("", summary="Attach a file to an opinion", status_code=201, response_model=AttachmentOut)
async def attach_to_opinion(
    opinion_id: OpinionId, body: AttachmentIn, caller: Worker, runtime: Uses, once: Idempotent
) -> Response:
    """The same for an opinion in the caller's scope."""
    reply = await uploads.begin_upload(
        runtime, caller, announced(body), opinion_id=opinion_id, render=rendered(201, to_bytes), once=once
    )
    return answer(reply)


@parts_router.put(
    "/parts",
    summary="Send a part of a file",
    max_body_size=MOST_OF_A_PART,
    openapi_extra=BYTES,
)
async def upload_part(
    request: Request,
    attachment_id: AttachmentId,
    caller: Worker,
    runtime: Uses,
    start: Annotated[Number, Query(description="Where it begins: how many bytes were `received` before.")],
) -> AttachmentOut:
    """Send the next bytes, up to 4 MiB. After a lost answer send them once more, or read how many were `received`."""
    return shown(await uploads.add_part(runtime, caller, attachment_id, start, await request.body()))


@router.post("/complete", summary="Complete a file", response_model=AttachmentOut)
async def complete_attachment(
    request: Request,
    attachment_id: AttachmentId,
    caller: Worker,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
) -> Response:
    """Have a file looked at that has come whole: JPEG, PNG, WebP, PDF, or DOCX and XLSX without macros.

    Pictures are written anew, without what the camera noted of place and time. What is not taken is answered with 422
    and is gone. May be repeated.
    """
    context_of(request.scope).allow(SECONDS)
    reply = await uploads.complete(
        runtime, caller, attachment_id, render=rendered(200, to_bytes), request_id=request_id, once=once
    )
    return answer(reply)


def announced(body: AttachmentIn) -> Announced:
    """As the use cases know it."""
    return Announced(body.name, body.size, bytes.fromhex(body.sha256) if body.sha256 else None)
