"""Bulletins (简报): drafted from figures when a period is over, edited, and published under a number."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Id, In, Out, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.bulletins.domain.bulletin_number import bulletin_number
from escalation.programme.bulletins.domain.periods import BulletinPeriod
from escalation.programme.bulletins.domain.rules import BulletinSection
from escalation.programme.bulletins.storage.bulletins import Bulletin
from escalation.programme.bulletins.usecases import bulletins
from escalation.statistics.domain.rates import RateName

router = strict_router(prefix="/v1/bulletins", tags=["bulletins"])

BulletinId = Annotated[Id, Path(description="The bulletin's id.")]
BulletinEditor = Annotated[Actor, Depends(Permission(Role.OFFICE, Role.LEADER, access=RouteAccess.WRITE))]
BulletinState = Literal["draft", "published"]
SectionText = Annotated[Text, Field(max_length=5_000)]


class BulletinsQuery(ListQuery):
    """What the list is narrowed to."""

    state: BulletinState | None = Field(default=None, description="Drafts, or what is published.")


class HeadlineOut(Out):
    """Tickets of the period: accepted, closed, closed on time, and late."""

    accepted: int
    closed: int
    on_time: int
    late: int


class BulletinRateOut(Out):
    """A rate of the unit with all below it, and what it was in the period before."""

    rate: RateName
    numerator: int
    denominator: int
    value: float | None
    before: float | None


class NamedUnitOut(Out):
    """A unit directly below, and the share that it closed on time."""

    code: str
    name: str
    value: float


class HotMatterOut(Out):
    """A category, and how many tickets of the period are of it."""

    name: str | None
    tickets: int


class BulletinFiguresOut(Out):
    """The figures as they were when the bulletin was drafted."""

    headline: HeadlineOut
    headline_before: HeadlineOut
    rates: list[BulletinRateOut]
    best: list[NamedUnitOut]
    worst: list[NamedUnitOut]
    overdue: int
    stuck: int
    climbed: int
    hot: list[HotMatterOut]
    visits: int
    visits_overdue: int
    meetings: int
    meetings_overdue: int
    alarms: int


class SectionTextOut(Out):
    """A section in its place, and what an editor has written there."""

    section: BulletinSection
    text: str | None


class BulletinOut(Out):
    """A bulletin; `number` is null while it is a draft."""

    id: UUID
    unit: UnitRef
    period: BulletinPeriod
    starts_on: date
    ends_on: date
    state: BulletinState
    year: int | None
    number: int | None
    document_number: str | None
    sections: list[SectionTextOut]
    figures: BulletinFiguresOut
    drafted_at: datetime
    published_at: datetime | None
    opened_at: datetime | None
    version: int


class BulletinTextIn(In):
    """What stands in a section; null takes it away."""

    section: BulletinSection
    text: SectionText | None


class BulletinTextsIn(In):
    """Texts of sections; what is not named stays."""

    texts: Annotated[list[BulletinTextIn], Field(min_length=1, max_length=len(BulletinSection))]


@router.get("", summary="Bulletins")
async def list_bulletins(query: Annotated[BulletinsQuery, Query()], caller: Caller, runtime: Uses) -> Page[BulletinOut]:
    """Those of units in the caller's scope, newest first."""
    keyset = Keyset("bulletins", UUID, query, runtime, sort="-id")
    found = await bulletins.list_bulletins(runtime, caller, query.state, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.id, show=shown)
    return Page[BulletinOut](items=items, next_cursor=cursor)


@router.get("/{bulletin_id}", summary="One bulletin")
async def read_bulletin(bulletin_id: BulletinId, caller: Caller, runtime: Uses, response: Response) -> BulletinOut:
    """Of a unit in the caller's scope, with its figures and texts."""
    bulletin = (await bulletins.get_bulletin(runtime, caller, bulletin_id)).bulletin
    response.headers["ETag"] = etag(bulletin.version)
    return shown(bulletin)


@router.put("/{bulletin_id}/texts", summary="Edit a bulletin")
async def put_bulletin_texts(
    bulletin_id: BulletinId, body: BulletinTextsIn, caller: BulletinEditor, runtime: Uses, response: Response,
    expected: IfMatch = None,
) -> BulletinOut:  # fmt: skip
    """Write texts of sections of a draft of the caller's own unit, as its office or a leader."""
    texts = {each.section.value: each.text for each in body.texts}
    bulletin = await bulletins.change_bulletin(runtime, bulletin_id, texts, by=caller, expected=numbers(expected))
    response.headers["ETag"] = etag(bulletin.version)
    return shown(bulletin)


@router.put("/{bulletin_id}/publication", summary="Publish a bulletin")
async def publish_bulletin(
    bulletin_id: BulletinId, caller: BulletinEditor, runtime: Uses, response: Response, request_id: RequestId,
    expected: IfMatch = None,
) -> BulletinOut:  # fmt: skip
    """Give a draft of the caller's own unit its number within the year. Nothing of it changes any more."""
    bulletin = await bulletins.publish_bulletin(
        runtime, bulletin_id, by=caller, expected=numbers(expected), request_id=request_id
    )
    response.headers["ETag"] = etag(bulletin.version)
    return shown(bulletin)


def number_of(bulletin: Bulletin) -> str | None:
    """As paper has it; `None` of a draft."""
    return bulletin_number(bulletin.year, bulletin.number) if bulletin.year and bulletin.number else None


def figures_out(figures: Mapping[str, Any]) -> BulletinFiguresOut:
    """Figures as they are told."""
    overdue, programme = figures["overdue"], figures["programme"]
    return BulletinFiguresOut(
        headline=HeadlineOut(**figures["headline"]["now"]),
        headline_before=HeadlineOut(**figures["headline"]["before"]),
        rates=[BulletinRateOut(**each) for each in figures["rates"]],
        best=[NamedUnitOut(**each) for each in figures["units"]["best"]],
        worst=[NamedUnitOut(**each) for each in figures["units"]["worst"]],
        overdue=overdue["overdue"], stuck=overdue["stuck"], climbed=overdue["climbed"],
        hot=[HotMatterOut(**each) for each in figures["hot"]],
        **{name: programme.get(name, 0) for name in PROGRAMME_COUNTS},
    )  # fmt: skip


PROGRAMME_COUNTS = ("visits", "visits_overdue", "meetings", "meetings_overdue", "alarms")
"""What mechanisms count."""


def shown(bulletin: Bulletin) -> BulletinOut:
    """A bulletin as it is told."""
    own = {name: getattr(bulletin, name) for name in _SAME}
    return BulletinOut(
        **own, unit=UnitRef.model_validate(bulletin.unit), document_number=number_of(bulletin),
        sections=[
            SectionTextOut(section=BulletinSection(name), text=bulletin.texts.get(name)) for name in bulletin.sections
        ],
        figures=figures_out(bulletin.figures),
    )  # fmt: skip


_SAME = (
    "id", "period", "starts_on", "ends_on", "state", "year", "number", "drafted_at", "published_at", "opened_at",
    "version",
)  # fmt: skip
