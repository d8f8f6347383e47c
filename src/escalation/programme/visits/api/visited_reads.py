"""Whom a visit was to, in the clear, for who may know; and who read it (visited reads)."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from escalation.actors import Role
from escalation.kit.web.auth import Caller, Changer, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.opinions.api.opinions import ReasonIn
from escalation.programme.visits.api.visits import VisitId
from escalation.programme.visits.usecases import visited_reads

router = strict_router(prefix="/v1/visits/{visit_id}", tags=["visits"])


class SignatureOut(Out):
    """A signature as strokes, each of points across (0 to 1000) and down (0 to 400) of a field, from left above."""

    strokes: list[list[list[int]]] = Field(description="From where the finger came down to where it went up, each.")


class VisitedOut(Out):
    """What the visited households are called, and what one of them signed; null if nobody did, or it was erased."""

    labels: list[str] = Field(description="What the households are called.")
    signature: SignatureOut | None = Field(description="What one of them signed.")


class VisitedReadOut(Out):
    """A look at whom a visit was to: when, by whom, and what for; `reason` is null once it was erased with that."""

    at: datetime
    principal: str
    role: Role | None
    unit_id: UUID | None
    person_id: UUID | None
    reason: str | None


class VisitedReadsOut(Out):
    """The looks, newest first, at most a thousand."""

    items: list[VisitedReadOut]


@router.post("/households", summary="Read whom it was to")
async def read_visited_households(
    visit_id: VisitId, body: ReasonIn, caller: Changer, runtime: Uses, request_id: RequestId
) -> VisitedOut:
    """Labels and signature, for those who work at the unit, and offices, leaders and supervisors above.

    Every look is an event with its reason.
    """
    found = await visited_reads.read_visited(runtime, caller, visit_id, body.reason, request_id=request_id)
    signature = None
    if found.signature is not None:
        signature = SignatureOut(strokes=[[list(point) for point in stroke] for stroke in found.signature])
    return VisitedOut(labels=list(found.labels), signature=signature)


@router.get("/household-reads", summary="Who read whom it was to")
async def list_visited_reads(visit_id: VisitId, caller: Caller, runtime: Uses) -> VisitedReadsOut:
    """Every look at whom a visit was to, for offices, leaders and supervisors of the unit or above."""
    found = await visited_reads.list_visited_reads(runtime, caller, visit_id)
    return VisitedReadsOut(items=[VisitedReadOut.model_validate(each) for each in found])
