"""By which rules are bulletins made (bulletin rules)? By whom, for which periods, and which sections they have."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, UnitCode, pointer, read, refuse
from escalation.programme.bulletins.domain.periods import BulletinPeriod
from escalation.publishing.domain.rule_sections import RuleSection


class BulletinSection(StrEnum):
    """A part of a bulletin."""

    HEADLINE = "headline"
    RATES = "rates"
    UNITS = "units"
    OVERDUE = "overdue"
    HOT = "hot"
    PROGRAMME = "programme"


class BulletinInterval(Document):
    """For which periods units of a level draw bulletins up. `level`: its code in policy."""

    level: UnitCode
    period: BulletinPeriod


class OpenRules(Document):
    """What everybody may read of a bulletin that is opened. `small_cell`: of how many matters a figure is told."""

    sections: Annotated[tuple[BulletinSection, ...], Field(min_length=1, max_length=len(BulletinSection))]
    small_cell: Annotated[StrictInt, Field(ge=3, le=1_000)]


class BulletinRules(Document):
    """The section `bulletins` of the rules of the programme. Source: the survey's 信息沟通、简报.

    `open`: `None` where no bulletin may be opened to everybody.
    """

    levels: Annotated[tuple[BulletinInterval, ...], Field(max_length=20)]
    sections: Annotated[tuple[BulletinSection, ...], Field(min_length=1, max_length=len(BulletinSection))]
    after_days: Annotated[StrictInt, Field(ge=1, le=31)]
    units_named: Annotated[StrictInt, Field(ge=0, le=20)]
    hot_matters: Annotated[StrictInt, Field(ge=1, le=50)]
    open: OpenRules | None = None


def parse(section: object) -> BulletinRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(BulletinRules, section)
    twice = N_("Something is named more than once here.")
    intervals, sections = [(each.level, each.period) for each in rules.levels], rules.sections
    opened = rules.open.sections if rules.open else ()
    refuse([
        *(
            Fault(pointer("levels", at), "named_twice", twice)
            for at, each in enumerate(intervals) if each in intervals[:at]
        ),
        *(
            Fault(pointer("sections", at), "named_twice", twice)
            for at, section_ in enumerate(sections) if section_ in sections[:at]
        ),
        *(
            Fault(pointer("open", "sections", at), "named_twice", twice)
            for at, section_ in enumerate(opened) if section_ in opened[:at]
        ),
        *(
            Fault(pointer("open", "sections", at), "never_open", N_("Who is behind is for those who work here."))
            for at, section_ in enumerate(opened) if section_ is BulletinSection.UNITS
        ),
    ])  # fmt: skip
    return rules


SECTION: Final = RuleSection("bulletins", parse)
