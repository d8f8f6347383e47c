"""By which grades is a diary entry reviewed (diary rules)? Data: a section that is checked when it is read."""

from typing import Annotated, Final

from pydantic import Field

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, Label, Name, read, refuse
from escalation.publishing.domain.rule_sections import RuleSection


class Grade(Document):
    """One grade (评定等级)."""

    code: Name
    zh: Label
    en: Label


class DiaryRules(Document):
    """The section `diary`: the grades, the best first."""

    grades: Annotated[tuple[Grade, ...], Field(min_length=1, max_length=20)]

    def grade(self, code: str) -> Grade | None:
        """The grade with this code."""
        return next((grade for grade in self.grades if grade.code == code), None)


def parse(section: object) -> DiaryRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(DiaryRules, section)
    codes = [grade.code for grade in rules.grades]
    refuse(
        Fault(f"/grades/{place}/code", "named_twice", N_("This is named twice."))
        for place, code in enumerate(codes)
        if code in codes[:place]
    )
    return rules


SECTION: Final = RuleSection("diary", parse)
