"""Group checks: which units are not led and coordinated as the rule of their level has it, and why."""

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
from escalation.programme.groups.domain.checks import GROUP_FINDING_DETAILS, GroupFinding, Holder
from escalation.programme.groups.usecases import group_checks
from escalation.programme.groups.usecases.group_checks import GroupCheck
from escalation.texts import Language

router = strict_router(prefix="/v1/group-checks", tags=["groups"])


class GroupCheckQuery(ListQuery):
    """What is looked at."""

    within: Code | None = Field(default=None, description="Code of a unit; the caller's own without it.")


class HolderOut(Out):
    """Who has a position, and whether they still serve."""

    member_id: UUID
    name: str
    serves: bool


class GroupFindingOut(Out):
    """What is not as the rule has it, such as `no_group` or `nobody_in_charge`."""

    code: str
    detail: str
    params: dict[str, Param]
    rule: str | None = Field(description="JSON pointer into the section `groups` of the rules; null for none.")


class GroupCheckOut(Out):
    """A unit and what is not as the rule has it; no findings: all is as it should be."""

    unit: UnitRef
    parent: UnitRef | None
    level: int
    group_id: UUID | None = Field(description="Its leading group; null if there is none.")
    in_charge: HolderOut | None = Field(description="Who is in charge; null if nobody is.")
    office_director: HolderOut | None = Field(description="Who directs its coordination office.")
    findings: list[GroupFindingOut]


@router.get("", summary="Leading groups and offices against the rule")
async def list_group_checks(
    query: Annotated[GroupCheckQuery, Query()], caller: Overseer, runtime: Uses, language: CallerLanguage
) -> Page[GroupCheckOut]:
    """Units at and below one that have to be led or coordinated, or are though the rule does not name their level.

    In the order of the tree. A page looks at some hundred units: it may be short, even empty, and goes on where
    `next_cursor` says.
    """
    keyset = Keyset("group checks", str, query, runtime, sort="path")
    found = await group_checks.check_groups(runtime, caller, within=query.within, after=keyset.after, limit=query.limit)
    items = [_shown(each, language) for each in found.items]
    return Page[GroupCheckOut](items=items, next_cursor=keyset.cursor(found.goes_on_behind))


def _shown(check: GroupCheck, language: Language) -> GroupCheckOut:
    unit = check.unit
    return GroupCheckOut(
        unit=UnitRef.model_validate(unit.unit),
        parent=UnitRef.model_validate(unit.parent) if unit.parent else None,
        level=unit.led.level, group_id=unit.group_id, in_charge=_holder(unit.led.in_charge),
        office_director=_holder(unit.led.director), findings=[_finding(each, language) for each in check.findings],
    )  # fmt: skip


def _holder(holder: Holder | None) -> HolderOut | None:
    return HolderOut(member_id=holder.id, name=holder.name, serves=holder.serves) if holder else None


def _finding(finding: GroupFinding, language: Language) -> GroupFindingOut:
    params: dict[str, Param] = {"name": finding.name, "unit": finding.unit}
    detail = localize(GROUP_FINDING_DETAILS[finding.code], params, language)
    return GroupFindingOut(code=finding.code, detail=detail, params=params, rule=finding.rule or None)
