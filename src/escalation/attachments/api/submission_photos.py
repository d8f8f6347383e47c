"""For citizens: to send photos along with an opinion (submission), for an hour, without ever reading one back."""

from typing import Annotated, Literal, cast
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response

from escalation.actors import Actor
from escalation.attachments.api.uploads import BYTES, MOST_OF_A_PART, SECONDS, AttachmentIn, announced
from escalation.attachments.storage.attachments import Attachment
from escalation.attachments.usecases import submission_photos
from escalation.errors import NotFound
from escalation.kit.runtime.sealed_tokens import LONGEST
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.fields import Id, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.queries import Number
from escalation.kit.web.rate_limit import Throttle, address_of
from escalation.kit.web.request_context import RequestId, context_of
from escalation.kit.web.routes import part_router, strict_router

router = strict_router(prefix="/v1/submissions/{upload_token}/photos", tags=["citizens"])
parts_router = part_router(prefix="/v1/submissions/{upload_token}/photos", tags=["citizens"])
UploadToken = Annotated[str, Path(max_length=LONGEST, description="The `upload_token` that came with the code.")]
PhotoId = Annotated[Id, Path(description="The photo's id.")]


async def _citizen(request: Request, upload_token: UploadToken, runtime: Uses) -> Actor:
    """Who sends. Each opinion is throttled by itself, as addresses are; whoever tries tokens, as their address."""
    throttle = cast(Throttle, request.app.state.throttle)
    try:
        citizen = await submission_photos.sender_of(runtime, upload_token)
    except NotFound:
        throttle.admit(address_of(request))
        raise
    throttle.admit(citizen.principal)
    return citizen


Citizen = Annotated[Actor, Depends(_citizen)]


class PhotoOut(Out):
    """A photo that is sent along. `size` and `received` are bytes; `ready` once it was looked at and kept."""

    id: UUID
    name: str
    state: Literal["uploading", "ready"]
    size: int
    received: int


@router.post("", summary="Send a photo along", status_code=201, response_model=PhotoOut)
async def add_submission_photo(
    request: Request, body: AttachmentIn, _: Anybody, citizen: Citizen, runtime: Uses, once: Idempotent
) -> Response:
    """Begin a photo of up to 20 MiB: send its parts next, then complete it. An opinion takes five, within an hour."""
    reply = await submission_photos.begin_photo(
        runtime, citizen, address_of(request), announced(body), render=rendered(201, _to_bytes), once=once
    )
    return answer(reply)


@parts_router.put(
    "/{photo_id}/parts", summary="Send a part of a photo", max_body_size=MOST_OF_A_PART, openapi_extra=BYTES
)
async def upload_photo_part(
    request: Request,
    photo_id: PhotoId,
    _: Anybody,
    citizen: Citizen,
    runtime: Uses,
    start: Annotated[Number, Query(description="Where it begins: how many bytes were `received` before.")],
) -> PhotoOut:
    """Send the next bytes, up to 4 MiB. After a lost answer send them once more: it says what was `received`."""
    sent = await request.body()
    return _shown(await submission_photos.add_photo_part(runtime, citizen, address_of(request), photo_id, start, sent))


@router.post("/{photo_id}/complete", summary="Complete a photo", response_model=PhotoOut)
async def complete_submission_photo(
    request: Request,
    photo_id: PhotoId,
    _: Anybody,
    citizen: Citizen,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
) -> Response:
    """Have a photo looked at that has come whole: JPEG, PNG or WebP. It is written anew, without place and time.

    What is not taken is answered with 422 and is gone, and another one may take its place. May be repeated.
    """
    context_of(request.scope).allow(SECONDS)
    reply = await submission_photos.complete_photo(
        runtime, citizen, photo_id, render=rendered(200, _to_bytes), request_id=request_id, once=once
    )
    return answer(reply)


def _shown(found: Attachment) -> PhotoOut:
    return PhotoOut(**{name: getattr(found, name) for name in PhotoOut.model_fields})


def _to_bytes(found: Attachment) -> bytes:
    return _shown(found).model_dump_json().encode()
