"""Attachments: what hangs on tickets and opinions, how it is fetched, and how it is removed."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field

from escalation.attachments.domain.media_types import MediaType
from escalation.attachments.storage.attachments import Attachment
from escalation.attachments.usecases import attachments
from escalation.attachments.usecases.attachments import File
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses, Worker
from escalation.kit.web.fields import Id, In, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.opinions.api.opinions import OpinionId
from escalation.organisation.api.unit_ref import UnitRef
from escalation.tickets.api.tickets import TicketId

router = strict_router(prefix="/v1/attachments/{attachment_id}", tags=["attachments"])
tickets_router = strict_router(prefix="/v1/tickets/{ticket_id}/attachments", tags=["attachments"])
opinions_router = strict_router(prefix="/v1/opinions/{opinion_id}/attachments", tags=["attachments"])
AttachmentId = Annotated[Id, Path(description="The attachment's id.")]


class AttachmentOut(Out):
    """A file. `size` and `received` are bytes; `width` and `height` are pixels, of pictures alone.

    `media_type` and `sha256` are known once it is ready, and are those of the file as it can be fetched. `reason`: why
    it was refused (a code), or removed (in words).
    """

    id: UUID
    ticket_id: UUID | None
    opinion_id: UUID | None
    state: Literal["uploading", "ready", "refused", "removed"]
    name: str
    size: int
    received: int
    media_type: str | None
    sha256: str | None
    width: int | None
    height: int | None
    created_at: datetime
    created_by: str
    created_by_name: str | None
    created_unit: UnitRef | None
    ended_at: datetime | None
    reason: str | None


class RemovalIn(In):
    """Why a file has to go."""

    reason: Annotated[Text, Field(max_length=2000)]


_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The file.",
        "content": {media: {"schema": {"type": "string", "format": "binary"}} for media in MediaType},
    }
}


@tickets_router.get("", summary="Attachments of a ticket")
async def list_ticket_attachments(
    ticket_id: TicketId, query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses
) -> Page[AttachmentOut]:
    """What is attached to the ticket, to tickets merged into it, and to those of its opinions that the caller sees."""
    keyset = _keyset(query, runtime, ticket_id)
    found = await attachments.list_of_ticket(runtime, caller, ticket_id, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.id, show=shown)
    return Page[AttachmentOut](items=items, next_cursor=cursor)


@opinions_router.get("", summary="Attachments of an opinion")
async def list_opinion_attachments(
    opinion_id: OpinionId, query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses
) -> Page[AttachmentOut]:
    """What is attached to the opinion, oldest first."""
    keyset = _keyset(query, runtime, opinion_id)
    found = await attachments.list_of_opinion(runtime, caller, opinion_id, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.id, show=shown)
    return Page[AttachmentOut](items=items, next_cursor=cursor)


@router.get("", summary="One attachment")
async def read_attachment(attachment_id: AttachmentId, caller: Caller, runtime: Uses) -> AttachmentOut:
    """What is known of a file, and how many of its bytes have come."""
    return shown(await attachments.get_attachment(runtime, caller, attachment_id))


@router.get("/content", summary="Fetch an attachment", response_class=Response, responses=_FILE)
async def download_attachment(attachment_id: AttachmentId, caller: Caller, runtime: Uses) -> Response:
    """The file itself, to be saved: no browser shows it in the name of this server."""
    return _sent(await attachments.fetch(runtime, caller, attachment_id))


@router.get("/thumbnail", summary="Fetch a small picture", response_class=Response, responses=_FILE)
async def download_thumbnail(attachment_id: AttachmentId, caller: Caller, runtime: Uses) -> Response:
    """A picture in small, at most 320 pixels wide and high, as JPEG."""
    return _sent(await attachments.fetch(runtime, caller, attachment_id, thumbnail=True))


@router.post("/removal", summary="Remove an attachment", response_model=AttachmentOut)
async def remove_attachment(
    attachment_id: AttachmentId, body: RemovalIn, caller: Worker, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Take a file away for good. That it was there, its digest, who removed it and why stay in the history."""
    reply = await attachments.remove(
        runtime, caller, attachment_id, body.reason, render=rendered(200, to_bytes), request_id=request_id, once=once
    )
    return answer(reply)


def shown(found: Attachment) -> AttachmentOut:
    """As it goes over the wire."""
    made = {"sha256", "created_unit"}
    fields = {name: getattr(found, name) for name in AttachmentOut.model_fields if name not in made}
    unit = (found.created_unit_id, found.created_unit_code, found.created_unit_name)
    return AttachmentOut(
        **fields,
        sha256=found.sha256.hex() if found.sha256 else None,
        created_unit=UnitRef.model_validate(dict(zip(UnitRef.model_fields, unit, strict=True))) if all(unit) else None,
    )


def to_bytes(found: Attachment) -> bytes:
    """The same, as it is kept for a repetition."""
    return shown(found).model_dump_json().encode()


def _keyset(query: ListQuery, runtime: Runtime, of: UUID) -> Keyset[UUID]:
    return Keyset("attachments", UUID, query, runtime, sort=f"of {of}")


def following_attachments(runtime: Runtime, ticket_id: UUID, goes_on_behind: UUID | None) -> str | None:
    """Where the list of a ticket's attachments goes on behind its first page, if it does."""
    return _keyset(ListQuery(), runtime, ticket_id).cursor(goes_on_behind)


def _sent(file: File) -> Response:
    """Saved and never opened in place, whatever it holds; named in any script (RFC 8187)."""
    headers = {
        "Content-Disposition": f"attachment; filename=\"attachment\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    return Response(file.content, media_type=file.media_type, headers=headers)
