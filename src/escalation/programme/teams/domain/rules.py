"""Who has to be in a team (team rules)? Data, by level: a section that is checked when it is read."""

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import Field, StrictBool, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, Label, read, refuse
from escalation.organisation.domain.ranks import CadreRank
from escalation.publishing.domain.rule_sections import RuleSection

Count = Annotated[StrictInt, Field(ge=0, le=100)]
Ranks = Annotated[tuple[CadreRank, ...], Field(min_length=1, max_length=10)]


class SkillRule(Document):
    """At least so many members of a team have one of some skills, and what such people are called."""

    name: Label
    any_of: Annotated[tuple[Label, ...], Field(min_length=1, max_length=50)]
    least: Annotated[StrictInt, Field(ge=1, le=100)]


class TeamRule(Document):
    """What is asked of the teams of units of one level."""

    level: Annotated[StrictInt, Field(ge=1, le=99)]
    leader: Ranks
    deputy: Ranks
    deputies: Count = 0
    members: Count = 0
    skills: Annotated[tuple[SkillRule, ...], Field(max_length=20)] = ()
    every_unit: StrictBool = False


class TeamRules(Document):
    """The section `teams`."""

    levels: Annotated[tuple[TeamRule, ...], Field(max_length=20)]

    def of_level(self, level: int) -> TeamRule | None:
        """What is asked of the teams of units of a level."""
        return next((rule for rule in self.levels if rule.level == level), None)


def parse(section: object) -> TeamRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(TeamRules, section)
    refuse(_faults(rules))
    return rules


SECTION: Final = RuleSection("teams", parse)


def _faults(rules: TeamRules) -> Iterator[Fault]:
    levels = [rule.level for rule in rules.levels]
    for at, level in enumerate(levels):
        if level in levels[:at]:
            yield Fault(f"/levels/{at}/level", "named_twice", N_("Something is named more than once here."))
