"""By which rules do units meet? How often on which level, when they are told, and what is drawn for the agenda."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, UnitCode, pointer, read, refuse
from escalation.publishing.domain.rule_sections import RuleSection


class MeetingInterval(Document):
    """How often units of a level meet, in calendar months. `level`: its code in policy."""

    level: UnitCode
    every_months: Annotated[StrictInt, Field(ge=1, le=24)]


class MeetingRules(Document):
    """The section `meetings` of the rules of the programme.

    Source: the survey's 联席会议、调度会议, held every two months on every level.
    """

    levels: Annotated[tuple[MeetingInterval, ...], Field(min_length=1, max_length=20)]
    warn_days: Annotated[StrictInt, Field(ge=1, le=60)]
    parked_days: Annotated[StrictInt, Field(ge=1, le=366)]
    most_drawn: Annotated[StrictInt, Field(ge=1, le=200)]

    def months_by_rank(self, ranks: Mapping[str, int]) -> dict[int, int]:
        """Months between two meetings by the rank of the level; `ranks` has those of policy by code."""
        return {ranks[each.level]: each.every_months for each in self.levels if each.level in ranks}


def parse(section: object) -> MeetingRules:
    """The rules that a section says. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(MeetingRules, section)
    levels = [each.level for each in rules.levels]
    twice = N_("Something is named more than once here.")
    refuse(
        Fault(pointer("levels", at, "level"), "named_twice", twice)
        for at, level in enumerate(levels)
        if level in levels[:at]
    )
    return rules


SECTION: Final = RuleSection("meetings", parse)
