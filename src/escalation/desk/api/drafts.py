"""Drafts: what somebody has begun to write, on whatever device they go on."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Response

from escalation.desk.domain.drafts import DraftKind
from escalation.desk.storage.drafts import Draft
from escalation.desk.usecases import drafts
from escalation.kit.web.auth import Caller, Changer, Uses
from escalation.kit.web.fields import Document, Id, In, Out
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json

router = strict_router(prefix="/v1/drafts", tags=["desk"])
DraftId = Annotated[Id, Path(description="The draft's id.")]


class DraftIn(In):
    """A draft to be kept. `target_id`: a move's ticket or opinion. `content`: whatever the form has, up to 32 kB."""

    kind: DraftKind
    target_id: Id | None = None
    content: Document


class DraftContentIn(In):
    """What a draft says now."""

    content: Document


class DraftOut(Out):
    """A draft without what it says. It is kept for thirty days after it was changed last."""

    id: UUID
    kind: DraftKind
    target_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime


class OpenDraftOut(DraftOut):
    """A draft, and what it says."""

    content: dict[str, Any]


class DraftsOut(Out):
    """All that you have, changed last first."""

    items: list[DraftOut]


@router.get("", summary="Drafts")
async def list_drafts(caller: Caller, runtime: Uses) -> DraftsOut:
    """The caller's own drafts, at most a hundred; nobody else is told of them."""
    return DraftsOut(items=[DraftOut.model_validate(each) for each in await drafts.list_drafts(runtime, caller)])


@router.get("/{draft_id}", summary="One draft", response_model=OpenDraftOut)
async def read_draft(draft_id: DraftId, caller: Caller, runtime: Uses) -> Response:
    """A draft of the caller's own. About what they do not see any more there is none; it can be thrown away."""
    found = await drafts.get_draft(runtime, caller, draft_id)
    said = {name: getattr(found.draft, name) for name in DraftOut.model_fields}
    headers = {"ETag": etag(found.draft.version)}
    return Response(to_json(said | {"content": found.content}), headers=headers, media_type="application/json")


@router.post("", summary="Keep a draft", status_code=201, response_model=DraftOut)
async def create_draft(body: DraftIn, caller: Changer, runtime: Uses, once: Idempotent) -> Response:
    """Keep a draft of an opinion or of a move. All of it is sealed."""
    return versioned(
        await drafts.create_draft(
            runtime, body.kind, body.target_id, body.content, by=caller, render=rendered(201, _rendered), once=once
        )
    )


@router.put("/{draft_id}", summary="Go on with a draft", response_model=DraftOut)
async def put_draft(
    draft_id: DraftId, body: DraftContentIn, caller: Changer, runtime: Uses, expected: IfMatch = None
) -> Response:
    """Keep what it says now. With `If-Match` nothing is lost that was written on another device meanwhile."""
    draft = await drafts.change_draft(runtime, draft_id, body.content, by=caller, expected=numbers(expected))
    return Response(_rendered(draft), headers={"ETag": etag(draft.version)}, media_type="application/json")


@router.delete("/{draft_id}", summary="Throw a draft away", status_code=204)
async def delete_draft(draft_id: DraftId, caller: Changer, runtime: Uses, expected: IfMatch = None) -> None:
    """Throw a draft away."""
    await drafts.delete_draft(runtime, draft_id, by=caller, expected=numbers(expected))


def _rendered(draft: Draft) -> bytes:
    return DraftOut.model_validate(draft).model_dump_json().encode()
