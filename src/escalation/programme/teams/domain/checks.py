"""What is missing or wrong in a team (team checks)? Held against the rule of its unit's level."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from escalation.errors import N_
from escalation.organisation.domain.ranks import CadreRank
from escalation.programme.teams.domain.rules import TeamRule, TeamRules


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody in a team: as what, with which rank and skills, and whether they still serve at all."""

    member_id: UUID
    name: str
    team_role: str
    rank: str | None
    skills: frozenset[str]
    active: bool


class TeamFinding(NamedTuple):
    """Something that is not as the rule has it. `name`: of a member or a skill; `ranks`: those that the rule names."""

    code: str
    rule: str
    name: str = ""
    ranks: tuple[CadreRank, ...] = ()
    have: int = 0
    wanted: int = 0
    member_id: UUID | None = None


TEAM_FINDING_DETAILS: Final[Mapping[str, str]] = {
    "no_leader": N_("There is no leader."),
    "leader_rank": N_("{name} leads it and has another rank than the rule names: {ranks}."),
    "deputy_rank": N_("{name} is deputy leader and has another rank than the rule names: {ranks}."),
    "rank_unknown": N_("Nobody knows which rank {name} has; the rule names: {ranks}."),
    "few_deputies": N_("Deputy leaders: {have} of at least {wanted}."),
    "few_members": N_("Members: {have} of at least {wanted}."),
    "few_skilled": N_("{name}: {have} of at least {wanted}."),
    "not_serving": N_("{name} does not serve any more."),
}
"""Message ids, by the code of a finding."""


def team_findings(rules: TeamRules, level: int, people: Sequence[Serving]) -> list[TeamFinding]:
    """All that is not as it should be; nothing where the rule asks nothing of the level.

    Who does not serve any more counts for nothing.
    """
    gone = [TeamFinding("not_serving", "", each.name, member_id=each.member_id) for each in people if not each.active]
    rule = rules.of_level(level)
    if rule is None:
        return gone
    at = f"/levels/{rules.levels.index(rule)}"
    return [*_asked(rule, at, [each for each in people if each.active]), *gone]


def _asked(rule: TeamRule, at: str, people: Sequence[Serving]) -> Iterator[TeamFinding]:
    by_role = {role: [each for each in people if each.team_role == role] for role in ("leader", "deputy", "member")}
    if not by_role["leader"]:
        yield TeamFinding("no_leader", f"{at}/leader", ranks=rule.leader)
    for role, ranks in (("leader", rule.leader), ("deputy", rule.deputy)):
        for each in by_role[role]:
            if each.rank not in ranks:
                code = f"{role}_rank" if each.rank is not None else "rank_unknown"
                yield TeamFinding(code, f"{at}/{role}", each.name, ranks, member_id=each.member_id)
    for code, role, name, least in (
        ("few_deputies", "deputy", "deputies", rule.deputies), ("few_members", "member", "members", rule.members),
    ):  # fmt: skip
        if len(by_role[role]) < least:
            yield TeamFinding(code, f"{at}/{name}", have=len(by_role[role]), wanted=least)
    for nth, skill in enumerate(rule.skills):
        have = sum(not each.skills.isdisjoint(skill.any_of) for each in people)
        if have < skill.least:
            yield TeamFinding("few_skilled", f"{at}/skills/{nth}", skill.name, have=have, wanted=skill.least)
