"""Which units are not led and coordinated as the rule has it (group checks)?"""

from collections.abc import Sequence
from dataclasses import dataclass

from escalation.actors import Actor
from escalation.errors import N_, ForbiddenAction
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.storage.unit_windows import TreePage
from escalation.organisation.usecases.units import level_ranks, require_unit
from escalation.programme.groups.domain.checks import GroupFinding, group_findings
from escalation.programme.groups.domain.rules import SECTION
from escalation.programme.groups.storage.group_checks import CheckedUnit, list_led_units
from escalation.publishing.usecases.programme_rules import rules_in_force


@dataclass(frozen=True, slots=True)
class GroupCheck:
    """A unit, and what is not as the rule of its level has it."""

    unit: CheckedUnit
    findings: Sequence[GroupFinding]


async def check_groups(
    runtime: Runtime, actor: Actor, *, within: str | None, after: str | None, limit: int
) -> TreePage[GroupCheck]:
    """One page of the units at and below one that have to be led or coordinated, each held against the rule.

    `within` is a code, the actor's unit without it. Raises `ValidationFailed`, `ForbiddenAction` outside their scope.
    """
    async with runtime.database.connection(changes=False) as connection:
        path = (await require_unit(connection, within, pointer="?within")).path if within else actor.unit_path
        if not actor.reaches(path):
            raise ForbiddenAction(N_("This unit is outside your scope."))
        rules, ranks = await rules_in_force(runtime, connection, SECTION), await level_ranks(runtime, connection)
        led, coordinated = rules.led(ranks), rules.coordinated(ranks)
        levels = sorted({*led, *coordinated})
        found = await list_led_units(connection, (path, end_of(path)), levels, after=after, limit=limit)
    checks = [GroupCheck(each, group_findings(led, coordinated, each.led)) for each in found.items]
    return TreePage(checks, found.goes_on_behind)
