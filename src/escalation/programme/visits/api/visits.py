"""Visits: planned, made and cancelled ones, the opinions that were taken on them, and whom they were to."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Day, Id, In, Out, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered, versioned
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.locations import LocationOut
from escalation.opinions.api.opinions import OpinionIn, OpinionOut, serialize
from escalation.opinions.storage.opinions import Opinion
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.visits.api.visit_plans import VisitorRef
from escalation.programme.visits.domain.confirmations import ConfirmationWay
from escalation.programme.visits.storage.repeated_visits import OtherVisits
from escalation.programme.visits.storage.visits import Visit
from escalation.programme.visits.usecases import visit_opinions, visits
from escalation.programme.visits.usecases.visits import VisitToPlan, WantedVisits

router = strict_router(prefix="/v1/visits", tags=["visits"])
VisitId = Annotated[Id, Path(description="The visit's id.")]
Visitor = Annotated[Actor, Depends(Permission(Role.HANDLER, Role.LEADER, Role.OFFICE, access=RouteAccess.WRITE))]
"""Who works for a unit and visits for it."""
VisitState = Literal["planned", "made", "cancelled"]


class OtherVisitsOut(Out):
    """Somebody else is there as well: planned or recorded visits of other units and teams that the caller sees.

    `kind`: to the same unit, or to households of it that are named here too; `days` with one for each visit.
    """

    kind: Literal["unit", "households"]
    count: int
    days: list[date]


class VisitOut(Out):
    """A visit. `day`: the planned one until it was made. `named_households`: of how many labels are kept, sealed.

    `confirmed_at`: since when the visited say so; `reason`: why it was cancelled; `plan_id`: what it counts for.
    """

    id: UUID
    state: VisitState
    unit: UnitRef
    team: VisitorRef | None
    member: VisitorRef | None
    target: UnitRef
    plan_id: UUID | None
    day: date
    made_at: datetime | None
    recorded_at: datetime | None
    households: int
    named_households: int
    location: LocationOut | None
    has_signature: bool = Field(description="Whether a signature is kept, sealed.")
    confirmed_at: datetime | None
    confirmation: ConfirmationWay | None = Field(
        description="By what way it was confirmed first; `staff_device`: a code, typed in where staff are signed in."
    )
    reason: str | None
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime


class PlannedVisitOut(VisitOut):
    """A visit that was planned; `warnings`: who else is there around that day."""

    warnings: list[OtherVisitsOut]


class VisitOpinionRef(Out):
    """An opinion that was taken on a visit."""

    id: UUID
    title: str
    status: Literal["inbox", "attached", "dismissed"]


class OpenVisitOut(VisitOut):
    """A visit, with those of the opinions taken on it that the caller sees."""

    opinions: list[VisitOpinionRef]


class VisitPlanningIn(In):
    """A visit to be planned. By a team, a member, or the caller; without `plan_id` for the plan of that day, if any."""

    target_unit_id: Id
    day: Day
    plan_id: Id | None = None
    team_id: Id | None = None
    member_id: Id | None = None


class VisitCancellationIn(In):
    """Why it did not take place, or was recorded by mistake."""

    reason: Annotated[Text, Field(max_length=500)]


class VisitQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: visits of its subtree.")
    own: TrueOrFalse = Field(default=False, description="Without the units below.")
    state: VisitState | None = None
    target: Code | None = Field(default=None, description="Code of the unit that is visited.")
    plan: Id | None = Field(default=None, description="Id of a plan: what counts for it.")
    since: Day | None = Field(default=None, description="The first day.")
    until: Day | None = Field(default=None, description="The last day.")


@router.get("", summary="Visits", response_model=Page[VisitOut])
async def list_visits(query: Annotated[VisitQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """Visits of units in the caller's scope, the latest day first."""
    keyset = Keyset("visits", (str, UUID), query, runtime)
    wanted = WantedVisits(query.unit, query.own, query.state, query.target, query.plan, query.since, query.until)
    after = (date.fromisoformat(keyset.after[0]), keyset.after[1]) if keyset.after else None
    found = await visits.list_visits(runtime, caller, wanted, after=after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda visit: (visit.day.isoformat(), visit.id), show=visit_json)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.post("", summary="Plan a visit", status_code=201, response_model=PlannedVisitOut)
async def plan_visit(
    body: VisitPlanningIn, caller: Visitor, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Plan a visit of the caller's own unit. Who else is there around that day is said, and is no reason against it."""
    wanted = VisitToPlan(**{name: getattr(body, name) for name in VisitPlanningIn.model_fields})
    return versioned(
        await visits.plan_visit(
            runtime, wanted, by=caller, render=rendered(201, _planned), request_id=request_id, once=once
        )
    )


@router.get("/{visit_id}", summary="One visit", response_model=OpenVisitOut)
async def read_visit(visit_id: VisitId, caller: Caller, runtime: Uses) -> Response:
    """A visit of a unit in the caller's scope."""
    found = await visits.get_visit(runtime, caller, visit_id)
    taken = [{"id": each.id, "title": each.title, "status": each.status} for each in found.opinions]
    headers = {"ETag": etag(found.visit.version)}
    return Response(to_json(visit_json(found.visit) | {"opinions": taken}), 200, headers, "application/json")


@router.post("/{visit_id}/cancel", summary="Cancel a visit", response_model=VisitOut)
async def cancel_visit(
    visit_id: VisitId,
    body: VisitCancellationIn,
    caller: Visitor,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
    expected: IfMatch = None,
) -> Response:
    """Take back a visit that was planned, or recorded by mistake. What it counted for is counted anew."""
    return versioned(
        await visits.cancel_visit(
            runtime, visit_id, body.reason, by=caller, expected=numbers(expected), render=rendered(200, _rendered),
            request_id=request_id, once=once,
        )
    )  # fmt: skip


@router.post("/{visit_id}/opinions", summary="Register what was said", status_code=201, response_model=OpinionOut)
async def register_visit_opinion(
    visit_id: VisitId, body: OpinionIn, caller: Visitor, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Register an opinion that was voiced on a visit, as any other; its `source` is the visit in any case."""
    return answer(
        await visit_opinions.register_opinion(
            runtime, visit_id, body.as_input(), by=caller, render=rendered(201, _opinion), request_id=request_id,
            once=once,
        )
    )  # fmt: skip


def visit_json(visit: Visit) -> dict[str, Any]:
    """The fields of `VisitOut`, ready to be written as JSON."""
    made = {"unit", "team", "member", "target", "location"}
    stored = {name: getattr(visit, name) for name in VisitOut.model_fields if name not in made}
    place = None
    if visit.longitude is not None:
        place = {"longitude": visit.longitude, "latitude": visit.latitude, "accuracy": visit.accuracy}
    named = {
        name: {"id": each.id, "name": each.name} if each else None
        for name, each in (("team", visit.team), ("member", visit.member))
    }
    units = {
        name: {"id": unit.id, "code": unit.code, "name": unit.name}
        for name, unit in (("unit", visit.unit), ("target", visit.target))
    }
    return stored | named | units | {"location": place}


def warnings_json(others: OtherVisits) -> list[dict[str, Any]]:
    """The fields of `OtherVisitsOut`, of those kinds of which there are some."""
    kinds = {"unit": others.of_unit, "households": others.of_households}
    return [{"kind": kind, "count": len(days), "days": list(days)} for kind, days in kinds.items() if days]


def _planned(visit: Visit, others: OtherVisits) -> bytes:
    return to_json(visit_json(visit) | {"warnings": warnings_json(others)})


def _rendered(visit: Visit) -> bytes:
    return to_json(visit_json(visit))


def _opinion(opinion: Opinion) -> bytes:
    return to_json(serialize(opinion))
