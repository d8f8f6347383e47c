"""What do rates weigh in a score, and which score has which grade (score rules)? Data, checked when it is read."""

from typing import Annotated, Final, Self

from pydantic import Field, StrictInt, model_validator

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, pointer, read, refuse
from escalation.publishing.domain.rule_sections import RuleSection
from escalation.statistics.domain.rates import RateName

Percent = Annotated[StrictInt, Field(ge=0, le=100)]


class GradeRules(Document):
    """From how many points on a unit has a grade."""

    excellent: Percent
    good: Percent
    passed: Percent

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.excellent > self.good > self.passed:
            raise ValueError("not in order")
        return self


class ScoreRules(Document):
    """The section `scores`."""

    weights: Annotated[dict[RateName, Annotated[StrictInt, Field(ge=1, le=1_000)]], Field(min_length=1)]
    floors: dict[RateName, Percent]
    grades: GradeRules
    lists: Annotated[StrictInt, Field(ge=0, le=50)]


def parse(section: object) -> ScoreRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(ScoreRules, section)
    no_share = N_("This is a time, and no share of anything.")
    refuse(
        Fault(pointer(name, RateName.MEAN_TIME.value), "no_share", no_share)
        for name in ("weights", "floors")
        if RateName.MEAN_TIME in getattr(rules, name)
    )
    return rules


SECTION: Final = RuleSection("scores", parse)
