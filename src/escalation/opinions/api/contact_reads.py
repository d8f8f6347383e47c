"""A citizen's contact in the clear, for who works on the matter; and who read it (contact reads)."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path

from escalation.actors import Role
from escalation.kit.web.auth import Caller, Changer, Uses
from escalation.kit.web.fields import Id, Out
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.opinions.api.opinions import ReasonIn
from escalation.opinions.usecases import contact_reads

router = strict_router(prefix="/v1/opinions/{opinion_id}", tags=["opinions"])
OpinionId = Annotated[Id, Path(description="The opinion's id.")]


class ContactOut(Out):
    """How to reach the citizen."""

    name: str | None
    contact: str | None


class ContactReadOut(Out):
    """A look at name and contact: when, by whom, and what for; `reason` is null where that was erased."""

    at: datetime
    principal: str
    role: Role | None
    unit_id: UUID | None
    person_id: UUID | None
    reason: str | None


class ContactReadsOut(Out):
    """The looks, newest first, at most a thousand."""

    items: list[ContactReadOut]


@router.post("/contact", summary="Read the citizen's contact")
async def read_contact(
    opinion_id: OpinionId, body: ReasonIn, caller: Changer, runtime: Uses, request_id: RequestId
) -> ContactOut:
    """Name and contact in the clear, for who works on the matter. Every look is an event with its reason."""
    found = await contact_reads.read_contact(runtime, opinion_id, caller, body.reason, request_id=request_id)
    return ContactOut(name=found.name, contact=found.contact)


@router.get("/contact-reads", summary="Who read the citizen's contact")
async def list_contact_reads(opinion_id: OpinionId, caller: Caller, runtime: Uses) -> ContactReadsOut:
    """Every look at the contact, for offices, leaders and supervisors in whose scope the opinion was received."""
    found = await contact_reads.list_contact_reads(runtime, opinion_id, caller)
    return ContactReadsOut(items=[ContactReadOut.model_validate(each) for each in found])
