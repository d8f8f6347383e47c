"""By which rules does zeal fade (trend rules)? What counts as activity, over which weeks, and below which shares."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, pointer, read, refuse
from escalation.programme.trends.domain.activity import Activity
from escalation.publishing.domain.rule_sections import RuleSection

Weeks = Annotated[StrictInt, Field(ge=1, le=52)]
Percent = Annotated[StrictInt, Field(ge=1, le=99)]
Count = Annotated[StrictInt, Field(ge=1, le=100_000)]


class FadedRules(Document):
    """前紧后松: in the last `recent` weeks less than `below` per cent of the level of the `earlier` weeks before."""

    recent: Weeks
    earlier: Weeks
    below: Percent
    least: Count


class IdleBelowRules(Document):
    """上紧下松: a unit did `least` things itself, and fewer than `below` per cent of those under it did anything."""

    recent: Weeks
    below: Percent
    least: Count
    units: Annotated[StrictInt, Field(ge=2, le=1_000)]


class BurstRules(Document):
    """一阵风: of `weeks`, the best `peak` in a row have `share` per cent, and since then `quiet` weeks are still."""

    weeks: Weeks
    peak: Weeks
    share: Percent
    quiet: Weeks
    still: Percent
    least: Count


class TrendRules(Document):
    """The section `trends` of the rules of the programme. Source: the survey's 三确保三防止."""

    weights: Annotated[dict[Activity, Annotated[StrictInt, Field(ge=0, le=100)]], Field(min_length=1)]
    least_working_days: Annotated[StrictInt, Field(ge=1, le=5)]
    faded: FadedRules
    idle_below: IdleBelowRules
    burst: BurstRules

    def weigh(self, counts: Mapping[Activity, int]) -> int:
        """What was done in a week as one figure."""
        return sum(self.weights.get(kind, 0) * count for kind, count in counts.items())

    @property
    def weeks(self) -> int:
        """So many weeks that count are looked at, by the rule that looks back furthest."""
        return max(self.faded.recent + self.faded.earlier, self.idle_below.recent, self.burst.weeks)


def parse(section: object) -> TrendRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(TrendRules, section)
    nothing = N_("Something has to count.")
    short = N_("This does not fit into the weeks that are looked at.")
    burst = rules.burst
    refuse(
        [
            *([] if any(rules.weights.values()) else [Fault(pointer("weights"), "nothing_counts", nothing)]),
            *(
                []
                if burst.peak + burst.quiet <= burst.weeks
                else [Fault(pointer("burst", "weeks"), "too_short", short)]
            ),
        ]
    )
    return rules


SECTION: Final = RuleSection("trends", parse)
