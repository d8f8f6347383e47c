"""Supervision groups (专项督导组, 推进组): who supervises which units, and for how long."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.errors import Param
from escalation.identity.storage.temporary_posts import GIVEN
from escalation.identity.usecases.api_keys import MAY_GIVE
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Day, Id, In, Line, Out, Patch, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.problems import localize
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.groups.api.leading_groups import GroupPersonOut
from escalation.programme.groups.domain.supervision_groups import (
    MOST_PEOPLE,
    MOST_UNITS,
    SUPERVISION_FINDING_DETAILS,
    GroupKind,
    GroupMember,
    GroupState,
    SupervisionFinding,
    supervision_findings,
)
from escalation.programme.groups.usecases import supervision_groups
from escalation.programme.groups.usecases.leading_groups import Change
from escalation.programme.groups.usecases.supervision_groups import GroupChanges, ShownGroup, WantedGroup
from escalation.texts import Language

router = strict_router(prefix="/v1/supervision-groups", tags=["groups"])
SupervisionGroupId = Annotated[Id, Path(description="The group's id.")]
# A group gives its members a role: it is formed by those who may give that role anyway.
_GIVERS = [role for role in Role if GIVEN in MAY_GIVE.get(role, ())]
Sender = Annotated[Actor, Depends(Permission(*_GIVERS, access=RouteAccess.WRITE))]
GroupName = Annotated[Line, Field(max_length=100)]
People = Annotated[list[Id], Field(max_length=MOST_PEOPLE - 1)]
Units = Annotated[list[Id], Field(min_length=1, max_length=MOST_UNITS)]


class SupervisorOut(GroupPersonOut):
    """Somebody in a group. `signs_in`: whether they can sign in, without which they cannot supervise."""

    is_head: bool = Field(description="Whether they head the group.")
    signs_in: bool = Field(description="Whether they can sign in.")


class SupervisedUnitOut(Out):
    """A unit that is supervised with all below it; `active` is false once it was dissolved, and it is no more."""

    id: UUID
    code: str
    name: str
    active: bool


class SupervisionFindingOut(Out):
    """What somebody should look at, such as `no_sign_in` or `own_unit`."""

    code: str
    detail: str
    params: dict[str, Param]


class SupervisionGroupOut(Out):
    """A group. Its members are supervisors at its units from `since` until `until`, and nowhere else by it."""

    id: UUID
    unit: UnitRef
    name: str
    group_kind: GroupKind = Field(description="For one matter, or so that something moves.")
    state: GroupState = Field(description="Whether its period is to come, runs, or is over.")
    first_day: date = Field(description="The first day of its period.")
    last_day: date = Field(description="The last day of its period.")
    since: datetime
    until: datetime = Field(description="The first moment after it; earlier than the last day if it was ended.")
    end_reason: str | None = Field(description="Why it was ended before its time.")
    members: list[SupervisorOut]
    units: list[SupervisedUnitOut]
    findings: list[SupervisionFindingOut]
    created_at: datetime
    version: int


class SupervisionGroupQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    state: GroupState | None = None


class SupervisionGroupIn(In):
    """A group to be formed; both days are local ones and count."""

    name: GroupName
    group_kind: GroupKind = Field(description="For one matter, or so that something moves.")
    first_day: Day = Field(description="The first day of its period.")
    last_day: Day = Field(description="The last day of its period.")
    head_id: Id = Field(description="The member who heads it.")
    member_ids: People = Field(default=[], description="The others.")
    unit_ids: Units = Field(description="The units that it supervises, each with all below it.")


class SupervisionGroupPatch(Patch):
    """What shall change; a list that is sent takes the place of the one there is."""

    name: GroupName | None = None
    last_day: Day | None = Field(default=None, description="The last day of its period.")
    head_id: Id | None = Field(default=None, description="The member who heads it.")
    member_ids: People | None = Field(default=None, description="The others.")
    unit_ids: Units | None = Field(default=None, description="The units that it supervises, each with all below it.")


class SupervisionEndIn(In):
    """Why a group is ended before its time."""

    reason: Annotated[Text, Field(max_length=500)]


@router.get("", summary="Supervision groups")
async def list_supervision_groups(
    query: Annotated[SupervisionGroupQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> Page[SupervisionGroupOut]:
    """Groups of units in the caller's scope, those that supervise there, and the caller's own: the newest first."""
    keyset = Keyset("supervision groups", UUID, query, runtime, sort="-id")
    found = await supervision_groups.list_supervision_groups(
        runtime, caller, query.state, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(
        found, place=lambda each: each.group.id, show=lambda each: show_supervision_group(each, language)
    )
    return Page[SupervisionGroupOut](items=items, next_cursor=cursor)


@router.post("", summary="Form a supervision group", status_code=201, response_model=SupervisionGroupOut)
async def form_supervision_group(
    body: SupervisionGroupIn, caller: Sender, runtime: Uses, request_id: RequestId, once: Idempotent,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """Form a group of the caller's own unit, of people and units in their scope."""
    wanted = WantedGroup(
        body.name, body.group_kind, body.first_day, body.last_day, body.head_id, body.member_ids, body.unit_ids
    )
    return versioned(
        await supervision_groups.form_supervision_group(
            runtime, wanted, by=caller, request_id=request_id, once=once,
            render=rendered(201, lambda shown: _render(shown, language)),
        )
    )  # fmt: skip


@router.get("/{group_id}", summary="One supervision group")
async def read_supervision_group(
    group_id: SupervisionGroupId, caller: Caller, runtime: Uses, response: Response, language: CallerLanguage
) -> SupervisionGroupOut:
    """One that the caller sees."""
    return _shown(response, await supervision_groups.get_supervision_group(runtime, caller, group_id), language)


@router.patch("/{group_id}", summary="Change a supervision group")
async def change_supervision_group(
    group_id: SupervisionGroupId, body: SupervisionGroupPatch, caller: Sender, runtime: Uses, request_id: RequestId,
    response: Response, language: CallerLanguage, expected: IfMatch = None,
) -> SupervisionGroupOut:  # fmt: skip
    """Change who supervises what until when. Whoever is not named any more supervises no more within seconds."""
    change = Change(group_id, caller, request_id, numbers(expected))
    changes = GroupChanges(**body.model_dump(exclude_unset=True))
    return _shown(response, await supervision_groups.change_supervision_group(runtime, change, changes), language)


@router.post("/{group_id}/end", summary="End a supervision group", response_model=SupervisionGroupOut)
async def end_supervision_group(
    group_id: SupervisionGroupId, body: SupervisionEndIn, caller: Sender, runtime: Uses, request_id: RequestId,
    once: Idempotent, language: CallerLanguage, expected: IfMatch = None,
) -> Response:  # fmt: skip
    """End it before its last day. Its members supervise no more within seconds; what they did stays on record."""
    change = Change(group_id, caller, request_id, numbers(expected))
    return versioned(
        await supervision_groups.end_supervision_group(
            runtime, change, body.reason, once=once, render=rendered(200, lambda shown: _render(shown, language))
        )
    )


def show_supervision_group(shown: ShownGroup, language: Language) -> SupervisionGroupOut:
    """A group as it is told."""
    group, state = shown.group, shown.group.state(shown.now)
    findings = supervision_findings(group) if state is not GroupState.OVER else []
    same = ("id", "name", "first_day", "last_day", "since", "until", "end_reason", "created_at", "version")
    return SupervisionGroupOut.model_validate({name: getattr(group, name) for name in same} | {
        "unit": UnitRef(id=group.unit_id, code=group.unit_code, name=group.unit_name), "group_kind": group.kind,
        "state": state, "members": [_member(each) for each in group.members],
        "units": [SupervisedUnitOut.model_validate(each) for each in group.units],
        "findings": [_finding(each, language) for each in findings],
    })  # fmt: skip


def _member(member: GroupMember) -> SupervisorOut:
    home = UnitRef(id=member.home_id, code=member.home_code, name=member.home_name)
    return SupervisorOut(
        member_id=member.id, name=member.name, serves=member.serves, home_unit=home, is_head=member.is_head,
        signs_in=member.signs_in,
    )  # fmt: skip


def _finding(finding: SupervisionFinding, language: Language) -> SupervisionFindingOut:
    params: dict[str, Param] = {"name": finding.name, "unit": finding.unit}
    detail = localize(SUPERVISION_FINDING_DETAILS[finding.code], params, language)
    return SupervisionFindingOut(code=finding.code, detail=detail, params=params)


def _render(shown: ShownGroup, language: Language) -> bytes:
    return show_supervision_group(shown, language).model_dump_json().encode()


def _shown(response: Response, shown: ShownGroup, language: Language) -> SupervisionGroupOut:
    response.headers["ETag"] = etag(shown.group.version)
    return show_supervision_group(shown, language)
