"""Visit duties: which units somebody has to visit, by the rules or because they were given them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Id, In, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.visits.api.visit_plans import VisitorRef
from escalation.programme.visits.storage.duties import VisitDuty
from escalation.programme.visits.usecases import duties
from escalation.programme.visits.usecases.duties import WantedDuty

router = strict_router(prefix="/v1/visit-duties", tags=["visits"])
DutyId = Annotated[Id, Path(description="The duty's id.")]
DutyGiver = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, access=RouteAccess.WRITE))]


class VisitDutyOut(Out):
    """A unit, a team or a member of it has to visit the `target`. `derived`: the rules give it, by the tree."""

    id: UUID
    unit: UnitRef
    team: VisitorRef | None
    member: VisitorRef | None
    target: UnitRef
    derived: bool
    created_at: datetime


class VisitDutyIn(In):
    """A unit to be visited by a team, a member, or by the caller's unit as a whole; not by a team and a member."""

    target_unit_id: Id
    team_id: Id | None = None
    member_id: Id | None = None


class VisitDutyQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: duties of its subtree.")


@router.get("", summary="Visit duties")
async def list_visit_duties(
    query: Annotated[VisitDutyQuery, Query()], caller: Caller, runtime: Uses
) -> Page[VisitDutyOut]:
    """Duties in force of units in the caller's scope."""
    keyset = Keyset("visit duties", UUID, query, runtime, sort="key")
    found = await duties.list_duties(runtime, caller, query.unit, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda duty: duty.id, show=VisitDutyOut.model_validate)
    return Page[VisitDutyOut](items=items, next_cursor=cursor)


@router.post("", summary="Give a unit to visit", status_code=201, response_model=VisitDutyOut)
async def give_visit_duty(body: VisitDutyIn, caller: DutyGiver, runtime: Uses, once: Idempotent) -> Response:
    """Give somebody of the caller's own unit a unit to visit. Plans follow by the rules of the level."""
    wanted = WantedDuty(body.target_unit_id, body.team_id, body.member_id)
    return answer(await duties.give_duty(runtime, wanted, by=caller, render=rendered(201, _rendered), once=once))


@router.delete("/{duty_id}", summary="Take a unit back", status_code=204)
async def end_visit_duty(duty_id: DutyId, caller: DutyGiver, runtime: Uses) -> None:
    """End a duty that was given: what is open of it is void, what was done stays."""
    await duties.end_duty(runtime, duty_id, by=caller)


def _rendered(duty: VisitDuty) -> bytes:
    return VisitDutyOut.model_validate(duty).model_dump_json().encode()
