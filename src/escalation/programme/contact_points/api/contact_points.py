"""Contact points (引领联系点): with which units, groups and households a cadre keeps in touch, and did before."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.errors import N_
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Id, In, Line, Out, Text
from escalation.kit.web.headers import IfMatch, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.api.warnings import WarningsOut, show_warnings
from escalation.organisation.domain.ranks import CadreRank
from escalation.organisation.domain.staffing_warnings import StaffingWarning
from escalation.programme.contact_points.api.finding_words import ContactFindingOut, show_findings
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.storage.contact_points import ContactFilters, ContactPoint
from escalation.programme.contact_points.usecases import contact_points
from escalation.programme.contact_points.usecases.contact_checks import Levels, levels_in_force
from escalation.programme.contact_points.usecases.contact_points import AssignedContactPoint, WantedContactPoint
from escalation.texts import Language

router = strict_router(prefix="/v1/contact-points", tags=["contact-points"])
PointId = Annotated[Id, Path(description="The contact point's id.")]
Assigner = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, Role.ADMIN, access=RouteAccess.WRITE))]
"""Who answers for cadres."""


class CadreRef(Out):
    """Somebody by name, with their rank and the unit where they work."""

    id: UUID
    name: str
    rank: CadreRank | None
    home_unit: UnitRef


class ContactPointOut(Out):
    """With what a cadre keeps in touch; with `ended_at`, did. `first_unit`: as assigned, if it was dissolved since."""

    id: UUID
    cadre: CadreRef
    unit: UnitRef
    level: int
    first_unit: UnitRef
    contact_place: ContactPlace
    label: str | None = Field(description="Which place within the unit; null for a unit, and once it has ended.")
    assigned_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    version: int


class AssignedContactPointOut(ContactPointOut, WarningsOut):
    """A contact point as assigned, and what the rule of the cadre's rank says against what they have now."""

    findings: list[ContactFindingOut]


class ContactPointQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    member: Id | None = Field(default=None, description="Id of a member: their own.")
    unit: Code | None = Field(default=None, description="Code of a unit: those of this unit alone.")
    within: Code | None = Field(default=None, description="Code of a unit: those of it and of all below.")
    contact_place: ContactPlace | None = None
    current: TrueOrFalse | None = Field(default=None, description="Whether they are now, or have ended.")


class ContactPointIn(In):
    """With what somebody shall keep in touch."""

    member_id: Id
    unit_id: Id
    contact_place: ContactPlace = ContactPlace.UNIT
    label: Annotated[Line, Field(max_length=100)] | None = Field(
        default=None, description="Which place within the unit; it may name people, so it is sealed."
    )


class EndIn(In):
    """Why a contact point ends."""

    reason: Annotated[Text, Field(max_length=500)]


@router.get("", summary="Contact points")
async def list_contact_points(
    query: Annotated[ContactPointQuery, Query()], caller: Caller, runtime: Uses
) -> Page[ContactPointOut]:
    """Those of units and of cadres in the caller's scope, and the caller's own, in the order of assignment."""
    keyset = Keyset("contact points", UUID, query, runtime, sort="key")
    filters = ContactFilters(member_id=query.member, place=query.contact_place, current=query.current)
    found = await contact_points.list_contact_points(
        runtime, caller, filters, unit=query.unit, within=query.within, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(found, place=lambda point: point.id, show=show_contact_point)
    return Page[ContactPointOut](items=items, next_cursor=cursor)


@router.get("/{point_id}", summary="One contact point")
async def read_contact_point(point_id: PointId, caller: Caller, runtime: Uses) -> ContactPointOut:
    """One that the caller sees."""
    return show_contact_point(await contact_points.get_contact_point(runtime, caller, point_id))


@router.post("", summary="Assign a contact point", status_code=201, response_model=AssignedContactPointOut)
async def create_contact_point(
    body: ContactPointIn,
    caller: Assigner,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
    language: CallerLanguage,
) -> Response:
    """Let a cadre keep in touch with a unit, or with a place within it. Both have to be in the caller's scope."""
    wanted = WantedContactPoint(body.member_id, body.unit_id, body.contact_place, body.label)
    levels = await levels_in_force(runtime)

    def render(assigned: AssignedContactPoint) -> bytes:
        return _assigned(assigned, levels, language).model_dump_json().encode()

    return versioned(
        await contact_points.assign_contact_point(
            runtime, wanted, by=caller, request_id=request_id, render=rendered(201, render), once=once
        )
    )


@router.post("/{point_id}/end", summary="End a contact point", response_model=ContactPointOut)
async def end_contact_point(
    point_id: PointId,
    body: EndIn,
    caller: Assigner,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
    expected: IfMatch = None,
) -> Response:
    """That it was there stays on record with the reason; which household it was is forgotten."""
    return versioned(
        await contact_points.end_contact_point(
            runtime,
            point_id,
            body.reason,
            by=caller,
            request_id=request_id,
            expected=numbers(expected),
            render=rendered(200, lambda point: show_contact_point(point).model_dump_json().encode()),
            once=once,
        )
    )


def show_contact_point(point: ContactPoint) -> ContactPointOut:
    """A contact point as it is told."""
    return ContactPointOut.model_validate(_fields(point))


def _fields(point: ContactPoint) -> dict[str, object]:
    cadre = CadreRef(
        id=point.member_id, name=point.member_name, rank=_rank(point.member_rank),
        home_unit=UnitRef.model_validate(point.home_unit),
    )  # fmt: skip
    return {
        "cadre": cadre, "unit": UnitRef.model_validate(point.unit),
        "first_unit": UnitRef.model_validate(point.first_unit), "contact_place": point.place,
        **{
            name: getattr(point, name)
            for name in ("id", "level", "label", "assigned_at", "ended_at", "end_reason", "version")
        },
    }  # fmt: skip


def _rank(code: str | None) -> CadreRank | None:
    return CadreRank(code) if code is not None else None


def _assigned(assigned: AssignedContactPoint, levels: Levels, language: Language) -> AssignedContactPointOut:
    crowd = (
        [StaffingWarning("several_cadres", _SEVERAL, {"count": assigned.crowd, "name": assigned.point.unit.name})]
        if assigned.crowd
        else []
    )
    return AssignedContactPointOut.model_validate({
        **_fields(assigned.point), "warnings": show_warnings(crowd, language),
        "findings": show_findings(assigned.findings, levels, language),
    })  # fmt: skip


_SEVERAL = N_("{count} cadres keep in touch with {name}: one of them may be enough.")
