"""Leading groups (党建工作领导小组): who is in charge of a unit and was before, its deputies and members."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Id, In, Line, Out, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.members import MemberId
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.domain.leading_groups import GroupRole, LeadingPosition
from escalation.programme.groups.domain.leading_groups import GroupPerson, LeadingGroup, LeadingTerm
from escalation.programme.groups.usecases import leading_groups
from escalation.programme.groups.usecases.leading_groups import Change, LeadingService

router = strict_router(prefix="/v1/leading-groups", tags=["groups"])
LeadingGroupId = Annotated[Id, Path(description="The group's id.")]
Former = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, Role.ADMIN, access=RouteAccess.WRITE))]
"""Who says how units are led, in their own scope."""


class GroupPersonOut(Out):
    """Somebody of the organisation. `serves`: whether still; `home_unit`: the department that sent them."""

    member_id: UUID
    name: str
    serves: bool
    home_unit: UnitRef


class LeadingTermOut(Out):
    """From when until when somebody had a position, and why it began and ended; without `until`, they have it now."""

    id: UUID
    position: LeadingPosition = Field(description="Which position it is.")
    person: GroupPersonOut
    since: datetime
    begun_by: str = Field(description="Who changed it, as the audit names them.")
    reason: str = Field(description="Why it began.")
    until: datetime | None = Field(description="When it ended; null if it goes on.")
    ended_by: str | None
    end_reason: str | None


class LeadingMemberOut(GroupPersonOut):
    """Somebody in a group beside who is in charge."""

    group_role: GroupRole = Field(description="As what they are in the group.")
    area: str | None = Field(description="For what they answer.")


class LeadingGroupOut(Out):
    """The group of a unit."""

    id: UUID
    unit: UnitRef
    level: int
    in_charge: LeadingTermOut | None = Field(description="Who is in charge (负总责); null if nobody is.")
    office_director: LeadingTermOut | None = Field(description="Who directs the coordination office.")
    members: list[LeadingMemberOut]
    formed_at: datetime = Field(description="When the group was formed.")
    version: int


class LeadingGroupQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    within: Code | None = Field(default=None, description="Code of a unit: groups of it and of all below.")


class LeadingGroupIn(In):
    """Of which unit the group is."""

    unit_id: Id


class HolderIn(In):
    """Who has the position from now on, and why."""

    member_id: Id | None = Field(description="The member; null for nobody.")
    reason: Annotated[Text, Field(max_length=500)]


class LeadingServiceIn(In):
    """As what somebody is in the group, which department sent them (their own if left out), for what they answer."""

    group_role: GroupRole = Field(description="As what they are in the group.")
    home_unit_id: Id | None = None
    area: Annotated[Line, Field(max_length=200)] | None = Field(default=None, description="For what they answer.")


@router.get("", summary="Leading groups")
async def list_leading_groups(
    query: Annotated[LeadingGroupQuery, Query()], caller: Caller, runtime: Uses
) -> Page[LeadingGroupOut]:
    """Those of units in the caller's scope, in the order of the tree."""
    keyset = Keyset("leading groups", str, query, runtime, sort="path")
    found = await leading_groups.list_leading_groups(
        runtime, caller, within=query.within, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(found, place=lambda group: group.unit_path, show=show_leading_group)
    return Page[LeadingGroupOut](items=items, next_cursor=cursor)


@router.post("", summary="Form a leading group", status_code=201, response_model=LeadingGroupOut)
async def form_leading_group(
    body: LeadingGroupIn, caller: Former, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Form the group of a unit in the caller's scope, on a level where the rules have one; a unit has one."""
    return versioned(
        await leading_groups.form_leading_group(
            runtime, body.unit_id, by=caller, request_id=request_id, render=rendered(201, _render), once=once
        )
    )


@router.get("/{group_id}", summary="One leading group")
async def read_leading_group(
    group_id: LeadingGroupId, caller: Caller, runtime: Uses, response: Response
) -> LeadingGroupOut:
    """The group of a unit in the caller's scope."""
    return _shown(response, await leading_groups.get_leading_group(runtime, caller, group_id))


@router.get("/{group_id}/terms", summary="Who had a position, and when")
async def list_leading_terms(
    group_id: LeadingGroupId, query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses
) -> Page[LeadingTermOut]:
    """Who is and was in charge, and directs and directed the office: the newest first."""
    keyset = Keyset(f"leading terms {group_id}", UUID, query, runtime, sort="-id")
    found = await leading_groups.list_terms(runtime, caller, group_id, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda term: term.id, show=show_term)
    return Page[LeadingTermOut](items=items, next_cursor=cursor)


@router.put("/{group_id}/positions/{position}", summary="Put somebody in charge")
async def change_leading_position(
    group_id: LeadingGroupId, position: LeadingPosition, body: HolderIn, caller: Former, runtime: Uses,
    request_id: RequestId, response: Response, expected: IfMatch = None,
) -> LeadingGroupOut:  # fmt: skip
    """Give a position to a member, or take it from whoever has it. One person has it at a time."""
    change = Change(group_id, caller, request_id, numbers(expected))
    return _shown(response, await leading_groups.change_holder(runtime, change, position, body.member_id, body.reason))


@router.put("/{group_id}/members/{member_id}", summary="Put somebody in a leading group")
async def put_leading_member(
    group_id: LeadingGroupId, member_id: MemberId, body: LeadingServiceIn, caller: Former, runtime: Uses,
    request_id: RequestId, response: Response, expected: IfMatch = None,
) -> LeadingGroupOut:  # fmt: skip
    """Let a member be a deputy or a member of the group, or be it otherwise than before."""
    change = Change(group_id, caller, request_id, numbers(expected))
    service = LeadingService(body.group_role, body.home_unit_id, body.area)
    return _shown(response, await leading_groups.put_member(runtime, change, member_id, service))


@router.delete("/{group_id}/members/{member_id}", summary="Take somebody from a leading group", status_code=204)
async def remove_leading_member(
    group_id: LeadingGroupId, member_id: MemberId, caller: Former, runtime: Uses, request_id: RequestId
) -> None:
    """End what a member is in the group."""
    await leading_groups.remove_member(runtime, Change(group_id, caller, request_id), member_id)


def show_leading_group(group: LeadingGroup) -> LeadingGroupOut:
    """A group as it is told."""
    terms = {position: group.holder(position) for position in LeadingPosition}
    held = {str(position): show_term(term) if term else None for position, term in terms.items()}
    return LeadingGroupOut(
        id=group.id, unit=UnitRef(id=group.unit_id, code=group.unit_code, name=group.unit_name), level=group.level,
        in_charge=held["in_charge"], office_director=held["office_director"],
        members=[
            LeadingMemberOut(**_person(each.person).model_dump(), group_role=each.role, area=each.area)
            for each in group.members
        ],
        formed_at=group.formed_at, version=group.version,
    )  # fmt: skip


def show_term(term: LeadingTerm) -> LeadingTermOut:
    """A term as it is told."""
    same = {name: getattr(term, name) for name in LeadingTermOut.model_fields if name != "person"}
    return LeadingTermOut(**same, person=_person(term.person))


def _person(person: GroupPerson) -> GroupPersonOut:
    home = UnitRef(id=person.home_id, code=person.home_code, name=person.home_name)
    return GroupPersonOut(member_id=person.id, name=person.name, serves=person.serves, home_unit=home)


def _render(group: LeadingGroup) -> bytes:
    return show_leading_group(group).model_dump_json().encode()


def _shown(response: Response, group: LeadingGroup) -> LeadingGroupOut:
    response.headers["ETag"] = etag(group.version)
    return show_leading_group(group)
