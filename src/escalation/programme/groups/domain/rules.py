"""On which levels are there leading groups and offices, and how long may a group supervise (group rules)? Data."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, UnitCode, pointer, read, refuse
from escalation.publishing.domain.rule_sections import RuleSection

Levels = Annotated[tuple[UnitCode, ...], Field(max_length=20)]
"""Codes of levels, as policy has them."""


class SupervisionRule(Document):
    """What holds for groups that supervise."""

    most_days: Annotated[StrictInt, Field(ge=1, le=1_100)]


class GroupRules(Document):
    """The section `groups`. Source: the survey's 市旗两级党建工作领导小组, 大引领行动办公室."""

    leading_groups: Levels
    offices: Levels
    supervision: SupervisionRule

    def led(self, ranks: Mapping[str, int]) -> list[int]:
        """The ranks of the levels with leading groups; `ranks` has those of policy by code."""
        return [ranks[level] for level in self.leading_groups if level in ranks]

    def coordinated(self, ranks: Mapping[str, int]) -> list[int]:
        """The ranks of the levels with coordination offices."""
        return [ranks[level] for level in self.offices if level in ranks]


def parse(section: object) -> GroupRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(GroupRules, section)
    refuse(_faults(rules))
    return rules


SECTION: Final = RuleSection("groups", parse)


def _faults(rules: GroupRules) -> Iterator[Fault]:
    twice = N_("Something is named more than once here.")
    for name in ("leading_groups", "offices"):
        levels = getattr(rules, name)
        for at, level in enumerate(levels):
            if level in levels[:at]:
                yield Fault(pointer(name, at), "named_twice", twice)
