"""Random samples of tickets and visits (随机抽查): drawn by lot with a seed that is kept, to be drawn again."""

from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Day, Id, In, Integer, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.supervision.api.subjects import SubjectOut, subject_out
from escalation.programme.supervision.domain.samples import Sample, SampleFrame, Stratum, SubjectKind
from escalation.programme.supervision.domain.site_checks import Verdict
from escalation.programme.supervision.storage.samples import SampleLot
from escalation.programme.supervision.usecases import samples
from escalation.programme.supervision.usecases.samples import ShownSample, WantedSample

router = strict_router(prefix="/v1/samples", tags=["supervision"])
SampleId = Annotated[Id, Path(description="The sample's id.")]
Checking = Annotated[Actor, Depends(Permission(Role.SUPERVISOR, Role.LEADER, Role.OFFICE, access=RouteAccess.WRITE))]
"""Those who look into what others do."""


_FRAME: Final = "Out of open tickets, of those that were closed, or of visits that were made."
_SINCE: Final = "Closed, or made, on this day or later."
_UNTIL: Final = "Closed, or made, before this day."


class SampleIn(In):
    """Out of what how many are drawn; what is left out is as the rules have it."""

    frame: SampleFrame = Field(description=_FRAME)
    unit: Code | None = Field(
        default=None, description="Code of a unit: held by it or below it, or visits of it or below it."
    )
    category: Code | None = Field(default=None, description="A category's code; its parts count too. Of tickets alone.")
    since: Day | None = Field(default=None, description=_SINCE)
    until: Day | None = Field(default=None, description=_UNTIL)
    stratify_by: Annotated[list[Stratum], Field(max_length=4)] | None = Field(
        default=None,
        description="By what it is spread: each part gets its share. `category` and `lateness` are of tickets, "
        "`confirmation` is of visits.",
    )
    size: Annotated[Integer, Field(ge=1, le=500)] | None = Field(default=None, description="How many.")


class ListedSampleOut(Out):
    """A sample in a list."""

    id: UUID
    unit: UnitRef
    kind: SubjectKind = Field(description="What was drawn.")
    frame: SampleFrame = Field(description=_FRAME)
    within: str | None = Field(description="What the unit is called that it was drawn within.")
    within_code: str | None = Field(description="The code of that unit.")
    category: str | None
    since: date | None = Field(description=_SINCE)
    until: date | None = Field(description=_UNTIL)
    stratified_by: list[Stratum] = Field(description="By what it is spread.")
    seed: int = Field(description="By which it was drawn.")
    size: int = Field(description="How many were wanted.")
    frame_size: int = Field(description="How many there were to draw from.")
    frame_digest: str = Field(description="SHA-256 of the ids of all of these, in hexadecimal digits.")
    drawn_at: datetime = Field(description="When it was drawn.")
    checked: int = Field(description="How many of them were looked into.")
    not_in_order: int = Field(description="In how many of those something was wrong.")


class SampleLotOut(Out):
    """What was drawn; all but its place is null for who may not see it. `verdict`: of the last check."""

    place: int = Field(description="Its number in the order of the lots.")
    subject: SubjectOut | None
    check_id: UUID | None = Field(description="The last check of it that was made for this sample.")
    verdict: Verdict | None = Field(description="How it was found to be.")


class SampleOut(ListedSampleOut):
    """A sample with what was drawn."""

    lots: list[SampleLotOut]


@router.get("", summary="Random samples", response_model=Page[ListedSampleOut])
async def list_samples(query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """What units in the caller's scope have drawn, newest first."""
    keyset = Keyset("samples", UUID, query, runtime, sort="-id")
    found = await samples.list_samples(runtime, caller, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.id, show=_fields)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.post("", summary="Draw a sample", status_code=201, response_model=SampleOut)
async def draw_sample(
    body: SampleIn, caller: Checking, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Draw by lot out of the tickets or visits that the caller sees and that fit; no confidential ticket is drawn."""
    strata = None if body.stratify_by is None else tuple(dict.fromkeys(body.stratify_by))
    wanted = WantedSample(body.frame, body.unit, body.category, body.since, body.until, strata, body.size)
    return answer(
        await samples.draw_sample(
            runtime, wanted, by=caller, request_id=request_id, render=rendered(201, _rendered), once=once
        )
    )


@router.get("/{sample_id}", summary="One sample", response_model=SampleOut)
async def read_sample(sample_id: SampleId, caller: Caller, runtime: Uses) -> Response:
    """A sample with what was drawn, as far as the caller may see it, and what was found about each."""
    return Response(_rendered(await samples.get_sample(runtime, caller, sample_id)), media_type="application/json")


def _rendered(shown: ShownSample) -> bytes:
    kind = shown.sample.frame.kind
    return to_json({**_fields(shown.sample), "lots": [_lot(kind, each) for each in shown.lots]})


def _fields(sample: Sample) -> dict[str, Any]:
    made = {
        "unit": {"id": sample.unit_id, "code": sample.unit_code, "name": sample.unit_name},
        "within": sample.within_name,
        "frame_digest": sample.frame_digest.hex(),
        "kind": sample.frame.kind,
    }
    return {name: getattr(sample, name) for name in ListedSampleOut.model_fields if name not in made} | made


def _lot(kind: SubjectKind, lot: SampleLot) -> dict[str, Any]:
    subject = subject_out(kind, lot.subject).model_dump() if lot.subject else None
    return {"place": lot.place, "subject": subject, "check_id": lot.check_id, "verdict": lot.verdict}
