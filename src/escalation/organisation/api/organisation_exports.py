"""Exports of the organisation: units, members with their roles, and teams, as files that can be imported again."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.errors import N_
from escalation.kit.exporting.columns import Cells, ExportFormat
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import columns_of, only, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Code, Line
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import Rank, TrueOrFalse
from escalation.kit.web.routes import strict_router
from escalation.organisation.domain import tree
from escalation.organisation.domain.units import UnitKind
from escalation.organisation.storage.members import MemberFilters, MemberRecord
from escalation.organisation.storage.teams import TeamRecord
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases import member_import, members, team_import, teams, unit_import, units
from escalation.organisation.usecases.export_setting import ExportSetting, read_export_setting
from escalation.organisation.usecases.units import NamedUnits
from escalation.texts import Language

router = strict_router(prefix="/v1/exports", tags=["exports"])


class UnitExportQuery(ExportQuery):
    """The filters of the list of units; those left out narrow nothing."""

    code: Code | None = None
    parent: Code | None = Field(default=None, description="Code of a unit: those directly below it.")
    level: Rank | None = None
    kind: UnitKind | None = None
    active: TrueOrFalse | None = None
    q: Line | None = Field(default=None, description="Part of a name, or the beginning of a code.")


class MemberExportQuery(ExportQuery):
    """The filters of the list of members; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: home, or where a role is held.")
    role: Role | None = None
    active: TrueOrFalse | None = None
    q: Line | None = Field(default=None, description="Part of a name.")


class TeamExportQuery(ExportQuery):
    """The filters of the list of teams."""

    unit: Code | None = Field(default=None, description="Code of a unit: its own teams.")


@router.get("/units", summary="Units as a file", response_class=Response, responses=RESPONSES)
async def export_units(
    query: Annotated[UnitExportQuery, Query()],
    caller: Caller,
    runtime: Uses,
    export: Exporting,
    language: CallerLanguage,
) -> Response:
    """The tree in the order of codes, parents by their codes.

    An import takes the file as it is; lines of units that were dissolved change nothing.
    """
    return await answer_export(export, query, await units_file(runtime, caller, query, language), language=language)


@router.get("/members", summary="Members as a file", response_class=Response, responses=RESPONSES)
async def export_members(
    query: Annotated[MemberExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The members in the caller's scope, a row for each role.

    An import takes the file as it is; lines of those who serve no more change nothing.
    """
    return await answer_export(export, query, await members_file(runtime, caller, query, language), language=language)


@router.get("/teams", summary="Teams as a file", response_class=Response, responses=RESPONSES)
async def export_teams(
    query: Annotated[TeamExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The teams of units in the caller's scope, a row for each who serves in one. An import takes the file as it is."""
    return await answer_export(export, query, await teams_file(runtime, caller, query, language), language=language)


async def units_file(runtime: Runtime, caller: Actor, query: UnitExportQuery, language: Language) -> Exported:
    """What the route answers with."""
    filters = UnitFilters(**_given(query, without="parent"))

    async def read(after: str | None) -> tuple[Sequence[UnitRecord], str | None]:
        page = await units.list_units(runtime, filters, NamedUnits(query.parent), after=after, limit=PAGE)
        return page.units, page.goes_on_behind

    setting = await _setting(runtime, language)
    is_csv = query.format is ExportFormat.CSV
    columns = only(UNITS, tree.COLUMNS.known) if is_csv else UNITS
    table = table_of(N_("Units"), columns, setting.now, setting.zone, language, query=query, by_name=is_csv)
    return Exported(table, in_pages(read, _unit), setting.now)


async def members_file(runtime: Runtime, caller: Actor, query: MemberExportQuery, language: Language) -> Exported:
    """What the route answers with."""
    filters = MemberFilters(**_given(query))

    async def read(after: Any) -> tuple[Sequence[Cells], Any]:
        found = await members.list_members(runtime, caller, filters, after=after, limit=PAGE)
        return [row for member in found for row in _roles(member)], found[-1].id if len(found) == PAGE else None

    setting = await _setting(runtime, language)
    is_csv = query.format is ExportFormat.CSV
    columns = only(MEMBERS, member_import.COLUMNS.known) if is_csv else MEMBERS
    table = table_of(N_("Members"), columns, setting.now, setting.zone, language, query=query, by_name=is_csv)
    return Exported(table, in_pages(read, _same), setting.now)


async def teams_file(runtime: Runtime, caller: Actor, query: TeamExportQuery, language: Language) -> Exported:
    """What the route answers with."""

    async def read(after: Any) -> tuple[Sequence[Cells], Any]:
        found = await teams.list_teams(runtime, caller, unit=query.unit, after=after, limit=PAGE)
        return [row for team in found for row in _services(team)], found[-1].id if len(found) == PAGE else None

    setting = await _setting(runtime, language)
    is_csv = query.format is ExportFormat.CSV
    columns = only(TEAMS, team_import.COLUMNS.known) if is_csv else TEAMS
    table = table_of(N_("Teams"), columns, setting.now, setting.zone, language, query=query, by_name=is_csv)
    return Exported(table, in_pages(read, _same), setting.now)


UNITS: Final = columns_of(unit_import.EXPORTED, 18, 18, 8, 28, 12, 16, 12, 12, 8, 8, 8, 17, 17, 38)
MEMBERS: Final = columns_of(member_import.EXPORTED, 16, 18, 12, 18, 24, 18, 10, 8, 24, 24, 17, 38)
TEAMS: Final = columns_of(team_import.EXPORTED, 18, 24, 16, 18, 12, 18, 18, 8, 24, 24, 24, 17, 38)


async def _setting(runtime: Runtime, language: Language) -> ExportSetting:
    async with runtime.database.connection(changes=False) as connection:
        return await read_export_setting(runtime, connection, language)


def _given(query: ExportQuery, without: str = "") -> dict[str, Any]:
    return query.model_dump(exclude={"format", "about", without})


def _same(row: Cells) -> Cells:
    return row


def _unit(unit: UnitRecord) -> Cells:
    made: Cells = {
        "parent_code": unit.parent.code if unit.parent else None,
        "longitude": unit.location and unit.location.longitude,
        "latitude": unit.location and unit.location.latitude,
    }
    return {name: made[name] if name in made else getattr(unit, name) for name in UNITS}


def _roles(member: MemberRecord) -> list[Cells]:
    own = {
        "name": member.name, "home_unit_code": member.home_unit.code, "home_unit": member.home_unit.name,
        "skills": _SKILLS_ARE_PARTED_BY.join(member.skills), "external_ref": member.external_ref, "rank": member.rank,
        "active": member.active, "created_at": member.created_at, "id": member.id,
    }  # fmt: skip
    roles: list[Cells] = [
        {"role": each.role, "unit_code": each.unit.code, "unit": each.unit.name} for each in member.roles
    ]
    return [{**own, **role} for role in roles or [{}]]


_SKILLS_ARE_PARTED_BY: Final = "、"


def _services(team: TeamRecord) -> list[Cells]:
    own = {
        "team": team.name, "unit_code": team.unit.code, "unit": team.unit.name, "created_at": team.created_at,
        "id": team.id,
    }  # fmt: skip
    serving: list[Cells] = [
        {
            "name": each.name, "home_unit_code": each.own_unit_code, "team_role": each.team_role,
            "external_ref": each.external_ref, "sent_by_unit_code": each.home_unit.code if each.is_sent else None,
            "active": each.active,
            "home_unit": each.home_unit.name, "skills": _SKILLS_ARE_PARTED_BY.join(each.skills),
        }
        for each in team.members
    ]  # fmt: skip
    return [{**own, **each} for each in serving or [{}]]
