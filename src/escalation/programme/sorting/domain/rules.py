"""By which rules are inboxes sorted? How often, and what is alike enough to be one matter."""

from typing import Annotated, Final

from pydantic import Field, StrictFloat, StrictInt

from escalation.kit.parsing.checked_documents import Document, read
from escalation.publishing.domain.rule_sections import RuleSection


class SortingRules(Document):
    """The section `sorting` of the rules of the programme. Source: the survey's 定期梳理汇总、分类归纳."""

    every_days: Annotated[StrictInt, Field(ge=1, le=366)]
    least_likeness: Annotated[StrictFloat, Field(gt=0, lt=1)]
    most_looked_at: Annotated[StrictInt, Field(ge=1, le=2_000)]


def parse(section: object) -> SortingRules:
    """The rules that a section says. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    return read(SortingRules, section)


SECTION: Final = RuleSection("sorting", parse)
