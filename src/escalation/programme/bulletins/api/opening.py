"""Bulletins for everybody (opening): what everybody would read of one, letting them, and taking it back."""

from fastapi import Response
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.programme.bulletins.api.bulletins import (
    BulletinEditor,
    BulletinId,
    BulletinOut,
    SectionTextOut,
    shown,
)
from escalation.programme.bulletins.api.open_pages import page_of
from escalation.programme.bulletins.domain.rules import BulletinSection
from escalation.programme.bulletins.usecases import opening

router = strict_router(prefix="/v1/bulletins/{bulletin_id}/public-page", tags=["bulletins"])


class PublicPageOut(Out):
    """What everybody reads of a bulletin, or would if it was opened."""

    path: str = Field(description="Where everybody reads it, without signing in, while it is open.")
    is_open: bool = Field(description="Whether everybody may read it now.")
    sections: list[SectionTextOut] = Field(description="The sections that go out, with what an editor has written.")
    kept_inside: list[BulletinSection] = Field(description="The sections that do not.")
    small_cell: int = Field(description="Figures of fewer matters are kept back; 0 where nothing goes out.")


@router.get("", summary="What everybody reads of a bulletin")
async def read_bulletin_public_page(bulletin_id: BulletinId, caller: Caller, runtime: Uses) -> PublicPageOut:
    """Which sections go out by the rules of the programme, and which stay inside.

    The figures that go out are on the page for `everybody` (`GET /v1/bulletins/{bulletin_id}/page`).
    """
    found = await opening.preview_bulletin(runtime, caller, bulletin_id)
    out = [each.section for each in found.parts]
    return PublicPageOut(
        path=page_of(found.bulletin.id), is_open=found.bulletin.opened_at is not None,
        sections=[SectionTextOut(section=each.section, text=each.text) for each in found.parts],
        kept_inside=[each for each in map(BulletinSection, found.bulletin.sections) if each not in out],
        small_cell=found.small_cell,
    )  # fmt: skip


@router.put("", summary="Open a bulletin to everybody")
async def open_bulletin(
    bulletin_id: BulletinId, caller: BulletinEditor, runtime: Uses, response: Response, request_id: RequestId,
    expected: IfMatch = None,
) -> BulletinOut:  # fmt: skip
    """Let everybody read a published bulletin of the caller's own unit, without signing in."""
    bulletin = await opening.open_bulletin(
        runtime, bulletin_id, by=caller, expected=numbers(expected), request_id=request_id
    )
    response.headers["ETag"] = etag(bulletin.version)
    return shown(bulletin)


@router.delete("", summary="Take a bulletin back from everybody", status_code=204)
async def take_back_bulletin(
    bulletin_id: BulletinId, caller: BulletinEditor, runtime: Uses, request_id: RequestId, expected: IfMatch = None
) -> Response:
    """From now on it is read by those who sign in alone; its unit does it, or one above. It stays published."""
    await opening.take_back_bulletin(runtime, bulletin_id, by=caller, expected=numbers(expected), request_id=request_id)
    return Response(status_code=204)
