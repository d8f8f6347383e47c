"""Members: who works where, and in which roles."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field

from escalation.actors import Role
from escalation.kit.web.auth import Admin, Caller, Uses
from escalation.kit.web.fields import Code, Id, In, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.routes import strict_router, upload_router
from escalation.organisation.api import table_files
from escalation.organisation.api.import_checks import ImportCheckOut
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.domain.ranks import CadreRank
from escalation.organisation.storage.members import MemberFilters, MemberRecord
from escalation.organisation.usecases import member_import, members
from escalation.organisation.usecases.members import WantedMember

MOST_BYTES = 64 << 20

router = strict_router(prefix="/v1/members", tags=["members"])
imports_router = upload_router(prefix="/v1/members", tags=["members"])
MemberId = Annotated[Id, Path(description="The member's id.")]
RoleUnitId = Annotated[Id, Path(description="The id of the unit where the role is held.")]

Name = Annotated[Line, Field(max_length=100)]
Skills = Annotated[list[Annotated[Line, Field(max_length=40)]], Field(max_length=20)]


class RoleOut(Out):
    """A role held at a unit. All but `handler` reach the units below."""

    unit: UnitRef
    role: Role
    since: datetime


class MemberOut(Out):
    """A member with every role held."""

    id: UUID
    name: str
    home_unit: UnitRef
    rank: CadreRank | None
    skills: list[str]
    external_ref: str | None
    active: bool
    roles: list[RoleOut]
    created_at: datetime
    updated_at: datetime


class MemberQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: home, or where a role is held.")
    role: Role | None = None
    active: TrueOrFalse | None = None
    q: Line | None = Field(default=None, description="Part of a name.")


class MemberIn(In):
    """A member to be made. Roles are given by `PUT …/roles/{unit_id}/{role}`."""

    name: Name
    home_unit_id: Id
    rank: CadreRank | None = None
    skills: Skills = Field(default_factory=list)
    external_ref: Line | None = None


@router.get("", summary="Members")
async def list_members(query: Annotated[MemberQuery, Query()], caller: Caller, runtime: Uses) -> Page[MemberOut]:
    """The members who work, or hold a role, in the caller's scope."""
    keyset = Keyset("members", UUID, query, runtime, sort="key")
    filters = MemberFilters(**query.model_dump(exclude={"cursor", "limit"}))
    found = await members.list_members(runtime, caller, filters, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda member: member.id, show=show_member)
    return Page[MemberOut](items=items, next_cursor=cursor)


@router.get("/{member_id}", summary="One member")
async def read_member(member_id: MemberId, caller: Caller, runtime: Uses) -> MemberOut:
    """A member in the caller's scope."""
    return show_member(await members.get_member(runtime, caller, member_id))


@router.post("", summary="Make a member", status_code=201, response_model=MemberOut)
async def create_member(body: MemberIn, caller: Admin, runtime: Uses, once: Idempotent) -> Response:
    """Make a member of a unit in the caller's scope."""
    wanted = WantedMember(body.name, body.home_unit_id, body.rank, tuple(body.skills), body.external_ref)
    return answer(await members.create_member(runtime, wanted, by=caller, render=rendered(201, render), once=once))


@imports_router.post(
    "/imports",
    summary="Import members",
    max_body_size=MOST_BYTES,
    **table_files.IMPORT,
)
async def import_members(
    request: Request, caller: Admin, runtime: Uses, once: Idempotent, language: CallerLanguage
) -> Response:
    """Take in a table (CSV, XLSX) of name, home_unit_code, role, unit_code and, if wanted, rank, skills, external_ref.

    One line for each role. Somebody is known by `external_ref`, or else by name and home unit.
    """
    return await table_files.take_in(request, runtime, member_import.table(), by=caller, language=language, once=once)


@imports_router.post(
    "/imports/checks",
    summary="Check a file of members",
    max_body_size=MOST_BYTES,
    **table_files.TABLE,
)
async def check_member_import(
    request: Request, caller: Admin, runtime: Uses, language: CallerLanguage
) -> ImportCheckOut:
    """Say what importing this file would say of its first lines; nothing is written."""
    return await table_files.check(request, runtime, member_import.table(), by=caller, language=language)


@router.put("/{member_id}/roles/{unit_id}/{role}", summary="Give a role")
async def give_role(member_id: MemberId, unit_id: RoleUnitId, role: Role, caller: Admin, runtime: Uses) -> MemberOut:
    """Give a member a role at a unit in the caller's scope."""
    return show_member(await members.give_role(runtime, member_id, unit_id, role, by=caller))


def render(member: MemberRecord) -> bytes:
    """A member as the bytes of a `MemberOut`."""
    return show_member(member).model_dump_json().encode()


def show_member(member: MemberRecord) -> MemberOut:
    """A member as it is told."""
    return MemberOut.model_validate(member)
