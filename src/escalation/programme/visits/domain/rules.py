"""How often has who to visit whom (visit rules)? Data, by level: sections of a document, checked when they are read."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StrictFloat, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, read, refuse
from escalation.programme.visits.domain.periods import VisitPeriod
from escalation.publishing.domain.rule_sections import RuleSection

Rank = Annotated[StrictInt, Field(ge=1, le=99)]


class Counting(StrEnum):
    """Over which days figures are counted: as many months up to a day, or since the calendar period has begun."""

    ROLLING = "rolling"
    CALENDAR = "calendar"


class Whom(StrEnum):
    """Which units have to be visited: one's own, all of a level below, or those that somebody was given."""

    OWN = "own"
    BELOW = "below"
    GIVEN = "given"


class VisitRule(Document):
    """What units of one level owe in each period: `visits` to each unit, and households there.

    `households`: at least so many, `all` that the unit has, or null if only visits count. `below`: the level of the
    units that are visited, for `whom: below` alone.
    """

    level: Rank
    period: VisitPeriod
    counting: Counting = Counting.ROLLING
    visits: Annotated[StrictInt, Field(ge=1, le=1_000)]
    households: Annotated[StrictInt, Field(ge=1, le=100_000)] | Literal["all"] | None = None
    whom: Whom
    below: Rank | None = None

    @property
    def covers_all(self) -> bool:
        """Whether every household has to be visited."""
        return self.households == "all"


class Repeated(Document):
    """When it is said that others are there as well (多头走访): other teams' visits so many days before and after."""

    within_days: Annotated[StrictInt, Field(ge=0, le=90)]
    other_visits: Annotated[StrictInt, Field(ge=1, le=100)] = 1


class VisitRules(Document):
    """The section `visits`. `warn_at`: the share of a period that is left when somebody is warned."""

    levels: Annotated[tuple[VisitRule, ...], Field(max_length=20)]
    warn_at: Annotated[StrictFloat, Field(gt=0, lt=1)]
    repeated: Repeated
    recorded_within_days: Annotated[StrictInt, Field(ge=0, le=366)]
    confirmed_within_days: Annotated[StrictInt, Field(ge=1, le=366)]

    def of_level(self, level: int) -> VisitRule | None:
        """What units of a level owe."""
        return next((rule for rule in self.levels if rule.level == level), None)


def parse(section: object) -> VisitRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(VisitRules, section)
    levels = [rule.level for rule in rules.levels]
    refuse(
        fault for at, rule in enumerate(rules.levels) for fault in _faults(at, rule, is_again=rule.level in levels[:at])
    )
    return rules


SECTION: Final = RuleSection("visits", parse)


def _faults(at: int, rule: VisitRule, *, is_again: bool) -> list[Fault]:
    found = []
    if is_again:
        found.append(Fault(f"/levels/{at}/level", "named_twice", N_("Something is named more than once here.")))
    if (rule.below is not None) != (rule.whom is Whom.BELOW):
        detail = N_("The level of the units that are visited is named if and only if they lie below.")
        found.append(Fault(f"/levels/{at}/below", "does_not_fit", detail))
    elif rule.below is not None and rule.below >= rule.level:
        found.append(Fault(f"/levels/{at}/below", "not_below", N_("This level does not lie below.")))
    return found
