"""Who has fewer or other contact points than the rule says (contact checks), and which units have nobody (coverage)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from escalation.actors import Actor
from escalation.clocks.policy_document import Level
from escalation.errors import N_, ForbiddenAction
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.unit_windows import TreePage
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.policies import policy_in_force
from escalation.organisation.usecases.units import require_unit
from escalation.programme.contact_points.domain.checks import ContactFinding, Quota, contact_findings, quotas_of
from escalation.programme.contact_points.domain.rules import SECTION
from escalation.programme.contact_points.storage.cadres import CadreRecord, list_cadres
from escalation.programme.contact_points.storage.coverage import (
    ContactedUnit,
    UnitCoverage,
    count_coverage,
    list_contacted,
)
from escalation.publishing.usecases.programme_rules import rules_in_force

Levels = Mapping[int, Level]
"""What levels are called, by rank."""


class ContactIssue(StrEnum):
    """What may be the matter with a unit: no cadre keeps in touch with it, or too many do."""

    UNCOVERED = "uncovered"
    CROWDED = "crowded"


@dataclass(frozen=True, slots=True)
class CadreCheck:
    """Somebody, what the rule of their rank asks, and what is not so."""

    record: CadreRecord
    quotas: Sequence[Quota]
    findings: Sequence[ContactFinding]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A page of checks, the name of each level, and behind whom the next page begins."""

    checks: Sequence[CadreCheck]
    levels: Levels
    goes_on_behind: UUID | None


async def check_contact_points(
    runtime: Runtime, actor: Actor, *, within: str | None, after: UUID | None, limit: int
) -> CheckPage:
    """The cadres who work at or below a unit, each held against the rule of their rank.

    `within` is a code, the actor's unit without it. Raises `ValidationFailed`, `ForbiddenAction` outside their scope.
    """
    async with runtime.database.connection(changes=False) as connection:
        start, end = await _range(connection, actor, within)
        rules = await rules_in_force(runtime, connection, SECTION)
        ranks = [rule.rank.value for rule in rules.ranks]
        found = await list_cadres(connection, start, end, ranks, after=after, limit=limit)
        levels = (await policy_in_force(runtime, connection)).levels
    checks = [CadreCheck(each, quotas_of(rules, each.cadre), contact_findings(rules, each.cadre)) for each in found]
    return CheckPage(checks, levels, found[-1].id if len(found) == limit else None)


async def levels_in_force(runtime: Runtime) -> Levels:
    """What levels are called."""
    async with runtime.database.connection(changes=False) as connection:
        return (await policy_in_force(runtime, connection)).levels


async def coverage(runtime: Runtime, actor: Actor, *, within: str | None) -> Sequence[UnitCoverage]:
    """Of a unit and those directly below it. Raises what `check_contact_points` does."""
    async with runtime.database.connection(changes=False) as connection:
        unit = await _unit(connection, actor, within)
        rules = await rules_in_force(runtime, connection, SECTION)
        return await count_coverage(connection, unit.id, rules.covered_levels)


async def list_contact_issues(
    runtime: Runtime, actor: Actor, issue: ContactIssue, *, within: str | None, after: str | None, limit: int
) -> TreePage[ContactedUnit]:
    """Units without any cadre, or with too many, in the order of the tree. Raises what `check_contact_points` does."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = await _range(connection, actor, within)
        rules = await rules_in_force(runtime, connection, SECTION)
        if issue is ContactIssue.UNCOVERED:
            levels, least, most = rules.covered_levels, 0, 0
            return await list_contacted(connection, start, end, levels, least, most, after=after, limit=limit)
        least = rules.most_at_one_unit + 1
        return await list_contacted(connection, start, end, None, least, None, after=after, limit=limit)


async def _range(connection: Connection, actor: Actor, within: str | None) -> tuple[str, str]:
    path = (await _unit(connection, actor, within)).path
    return path, end_of(path)


async def _unit(connection: Connection, actor: Actor, within: str | None) -> Unit:
    if within is not None:
        unit = await require_unit(connection, within, pointer="?within")
    else:
        own = (await find_units(connection, [actor.unit_id])).get(actor.unit_id) if actor.unit_id else None
        if own is None:
            raise ForbiddenAction
        unit = own
    if not actor.reaches(unit.path):
        raise ForbiddenAction(N_("This unit is outside your scope."))
    return unit
