"""How are samples drawn and checks recorded, if nobody says otherwise (supervision rules)? Data, checked when read."""

from typing import Annotated, Final

from pydantic import Field, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, read, refuse
from escalation.programme.supervision.domain.samples import Stratum
from escalation.publishing.domain.rule_sections import RuleSection


class SampleRules(Document):
    """How many are drawn if nobody says, at most, and by what they are spread."""

    size: Annotated[StrictInt, Field(ge=1, le=500)]
    most: Annotated[StrictInt, Field(ge=1, le=500)]
    stratify_by: Annotated[tuple[Stratum, ...], Field(max_length=3)]


class SupervisionRules(Document):
    """The section `supervision`."""

    sample: SampleRules
    recorded_within_days: Annotated[StrictInt, Field(ge=0, le=366)]


def parse(section: object) -> SupervisionRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(SupervisionRules, section)
    if rules.sample.size > rules.sample.most:
        refuse([Fault("/sample/size", "too_many", N_("There are more than {most} here."), {"most": rules.sample.most})])
    return rules


SECTION: Final = RuleSection("supervision", parse)
