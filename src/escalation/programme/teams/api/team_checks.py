"""Team checks: what is missing or wrong in guidance teams, with the reason and the place in the rules that says so."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from escalation.errors import Param
from escalation.kit.web.auth import Overseer, Uses
from escalation.kit.web.fields import Code, Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.problems import localize
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.domain.ranks import RANK_LABELS
from escalation.programme.teams.domain.checks import TEAM_FINDING_DETAILS, TeamFinding
from escalation.programme.teams.usecases import team_checks
from escalation.programme.teams.usecases.team_checks import TeamCheck
from escalation.texts import Language, translate

router = strict_router(prefix="/v1/team-checks", tags=["teams"])


class TeamCheckQuery(ListQuery):
    """What is looked at."""

    within: Code | None = Field(default=None, description="Code of a unit; the caller's own without it.")


class TeamFindingOut(Out):
    """What is not as the rule has it, such as `no_leader` or `few_skilled`."""

    code: str
    detail: str
    params: dict[str, Param]
    rule: str | None = Field(description="JSON pointer into the section `teams` of the rules; null for none.")
    member_id: UUID | None


class TeamCheckOut(Out):
    """A team of a unit and what is not as the rule has it; no findings: all is as it should be."""

    team_id: UUID
    name: str
    unit: UnitRef
    level: int
    findings: list[TeamFindingOut]


class UnitWithoutTeamOut(Out):
    """A unit that has to have a team and has none."""

    unit: UnitRef
    parent: UnitRef | None
    level: int


@router.get("", summary="Teams against the rule")
async def list_team_checks(
    query: Annotated[TeamCheckQuery, Query()], caller: Overseer, runtime: Uses, language: CallerLanguage
) -> Page[TeamCheckOut]:
    """The teams at and below a unit, each with what is missing or wrong by the rule of its unit's level."""
    keyset = Keyset("team checks", UUID, query, runtime, sort="key")
    found = await team_checks.check_teams(runtime, caller, within=query.within, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.team.id, show=lambda each: _shown(each, language))
    return Page[TeamCheckOut](items=items, next_cursor=cursor)


@router.get("/units", summary="Units without a team")
async def list_units_without_team(
    query: Annotated[TeamCheckQuery, Query()], caller: Overseer, runtime: Uses
) -> Page[UnitWithoutTeamOut]:
    """In the order of the tree: units of a level of which every unit has a team, and that have none.

    A page looks at some hundred units: it may be short, even empty, and goes on where `next_cursor` says.
    """
    keyset = Keyset("units without team", str, query, runtime, sort="path")
    found = await team_checks.units_without_team(
        runtime, caller, within=query.within, after=keyset.after, limit=query.limit
    )
    items = list(map(UnitWithoutTeamOut.model_validate, found.items))
    return Page[UnitWithoutTeamOut](items=items, next_cursor=keyset.cursor(found.goes_on_behind))


def _shown(check: TeamCheck, language: Language) -> TeamCheckOut:
    team = check.team
    return TeamCheckOut(
        team_id=team.id, name=team.name, unit=UnitRef.model_validate(team.unit), level=team.level,
        findings=[_finding(each, language) for each in check.findings],
    )  # fmt: skip


def _finding(finding: TeamFinding, language: Language) -> TeamFindingOut:
    between = "、" if language == "zh" else ", "
    ranks = between.join(translate(RANK_LABELS[rank], language) for rank in finding.ranks)
    params: dict[str, Param] = {
        "name": finding.name, "ranks": ranks, "have": finding.have, "wanted": finding.wanted,
    }  # fmt: skip
    return TeamFindingOut(
        code=finding.code, detail=localize(TEAM_FINDING_DETAILS[finding.code], params, language), params=params,
        rule=finding.rule or None, member_id=finding.member_id,
    )  # fmt: skip
