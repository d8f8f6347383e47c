"""Guidance teams (引领工作队): a leader, deputies and members from many departments."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field

from escalation.kit.web.auth import Admin, Caller, Uses
from escalation.kit.web.fields import Code, Id, In, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router, upload_router
from escalation.organisation.api import table_files
from escalation.organisation.api.import_checks import ImportCheckOut
from escalation.organisation.api.members import MemberId
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.storage.teams import TeamRecord
from escalation.organisation.usecases import team_import, teams
from escalation.organisation.usecases.teams import Service, TeamRole

MOST_BYTES: Final = 64 << 20

router = strict_router(prefix="/v1/teams", tags=["teams"])
imports_router = upload_router(prefix="/v1/teams", tags=["teams"])
TeamId = Annotated[Id, Path(description="The team's id.")]


class TeamMemberOut(Out):
    """A member of a team, with the department that sent them."""

    member_id: UUID
    name: str
    team_role: TeamRole
    skills: list[str]
    home_unit: UnitRef


class TeamOut(Out):
    """A team of a unit, leader first."""

    id: UUID
    name: str
    unit: UnitRef
    members: list[TeamMemberOut]
    created_at: datetime


class TeamQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: its own teams.")


class TeamIn(In):
    """A team to be formed."""

    unit_id: Id
    name: Annotated[Line, Field(max_length=100)]


class ServiceIn(In):
    """As what somebody serves, and which department sent them (their own one if it is left out)."""

    team_role: TeamRole
    home_unit_id: Id | None = None


@router.get("", summary="Teams")
async def list_teams(query: Annotated[TeamQuery, Query()], caller: Caller, runtime: Uses) -> Page[TeamOut]:
    """The teams of units in the caller's scope."""
    keyset = Keyset("teams", UUID, query, runtime, sort="key")
    found = await teams.list_teams(runtime, caller, unit=query.unit, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda team: team.id, show=_shown)
    return Page[TeamOut](items=items, next_cursor=cursor)


@router.get("/{team_id}", summary="One team")
async def read_team(team_id: TeamId, caller: Caller, runtime: Uses) -> TeamOut:
    """A team in the caller's scope."""
    return _shown(await teams.get_team(runtime, caller, team_id))


@router.post("", summary="Form a team", status_code=201, response_model=TeamOut)
async def create_team(body: TeamIn, caller: Admin, runtime: Uses, once: Idempotent) -> Response:
    """Form a team of a unit in the caller's scope; a unit may have many."""
    return answer(
        await teams.create_team(runtime, body.unit_id, body.name, by=caller, render=rendered(201, render), once=once)
    )


@imports_router.post(
    "/imports",
    summary="Import teams",
    max_body_size=MOST_BYTES,
    **table_files.IMPORT,
)
async def import_teams(
    request: Request, caller: Admin, runtime: Uses, once: Idempotent, language: CallerLanguage
) -> Response:
    """Take in a table (CSV, XLSX): unit_code, team, name, home_unit_code, team_role[, external_ref, sent_by_unit_code].

    One line for each who serves; a team that is not there is formed. Members are there already, known by
    `external_ref`, or else by name and home unit.
    """
    return await table_files.take_in(request, runtime, team_import.table(), by=caller, language=language, once=once)


@imports_router.post(
    "/imports/checks",
    summary="Check a file of teams",
    max_body_size=MOST_BYTES,
    **table_files.TABLE,
)
async def check_team_import(request: Request, caller: Admin, runtime: Uses, language: CallerLanguage) -> ImportCheckOut:
    """Say what importing this file would say of its first lines; nothing is written."""
    return await table_files.check(request, runtime, team_import.table(), by=caller, language=language)


@router.put("/{team_id}/members/{member_id}", summary="Put somebody in a team")
async def put_team_member(
    team_id: TeamId, member_id: MemberId, body: ServiceIn, caller: Admin, runtime: Uses
) -> TeamOut:
    """Let a member serve in a team, or serve otherwise than before. A team has one leader."""
    service = Service(body.team_role, body.home_unit_id)
    return _shown(await teams.put_in_team(runtime, team_id, member_id, service, by=caller))


@router.delete("/{team_id}/members/{member_id}", summary="Take somebody from a team", status_code=204)
async def remove_team_member(team_id: TeamId, member_id: MemberId, caller: Admin, runtime: Uses) -> None:
    """End a member's service in a team."""
    await teams.take_from_team(runtime, team_id, member_id, by=caller)


def render(team: TeamRecord) -> bytes:
    """A team as the bytes of a `TeamOut`."""
    return _shown(team).model_dump_json().encode()


def _shown(team: TeamRecord) -> TeamOut:
    return TeamOut.model_validate(team)
