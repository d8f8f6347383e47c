"""Which teams are not as the rule has them (team checks), and which units have none?"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, ForbiddenAction
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.storage.unit_windows import TreePage
from escalation.organisation.usecases.units import require_unit
from escalation.programme.teams.domain.checks import TeamFinding, team_findings
from escalation.programme.teams.domain.rules import SECTION
from escalation.programme.teams.storage.teams import (
    CheckedTeam,
    UnitWithoutTeam,
    list_checked_teams,
    list_units_without_team,
)
from escalation.publishing.usecases.programme_rules import rules_in_force


@dataclass(frozen=True, slots=True)
class TeamCheck:
    """A team, and what is not as the rule has it."""

    team: CheckedTeam
    findings: Sequence[TeamFinding]


async def check_teams(
    runtime: Runtime, actor: Actor, *, within: str | None, after: UUID | None, limit: int
) -> list[TeamCheck]:
    """One page of the teams at and below a unit, each held against the rule of its level.

    `within` is a code, the actor's unit without it. Raises `ValidationFailed`, `ForbiddenAction` outside their scope.
    """
    async with runtime.database.connection(changes=False) as connection:
        start, end = await _range(connection, actor, within)
        rules = await rules_in_force(runtime, connection, SECTION)
        found = await list_checked_teams(connection, start, end, after=after, limit=limit)
    return [TeamCheck(each, team_findings(rules, each.level, each.people)) for each in found]


async def units_without_team(
    runtime: Runtime, actor: Actor, *, within: str | None, after: str | None, limit: int
) -> TreePage[UnitWithoutTeam]:
    """One page of the units that have to have a team and have none. Raises what `check_teams` does."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = await _range(connection, actor, within)
        rules = await rules_in_force(runtime, connection, SECTION)
        levels = [rule.level for rule in rules.levels if rule.every_unit]
        return await list_units_without_team(connection, start, end, levels, after=after, limit=limit)


async def _range(connection: Connection, actor: Actor, within: str | None) -> tuple[str, str]:
    path = (await require_unit(connection, within, pointer="?within")).path if within else actor.unit_path
    if not actor.reaches(path):
        raise ForbiddenAction(N_("This unit is outside your scope."))
    return path, end_of(path)
