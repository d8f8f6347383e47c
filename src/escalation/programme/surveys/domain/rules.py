"""Who is asked what in a survey, and from when on do answers count (survey rules)? Data, checked when it is read.

A survey keeps the section that was in force when it was ordered: what was asked does not change under the answers.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StrictBool, StrictInt

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, Label, Name, read, refuse
from escalation.publishing.domain.rule_sections import RuleSection


class SurveyKind(StrEnum):
    """About a ticket, of whoever got an answer; or about a unit, of whoever turned to it."""

    TICKET = "ticket"
    UNIT = "unit"


class CountsAs(StrEnum):
    """How an option counts: `NONE` for who cannot say, which is no rating."""

    SATISFIED = "satisfied"
    FAIR = "fair"
    UNSATISFIED = "unsatisfied"
    NONE = "none"


class QuestionOption(Document):
    """One of the answers of which one is chosen."""

    code: Name
    zh: Label
    en: Label
    counts_as: CountsAs


class SurveyQuestion(Document):
    """A question; without options it is answered in words."""

    code: Name
    zh: Label
    en: Label
    required: StrictBool = True
    options: Annotated[tuple[QuestionOption, ...], Field(max_length=10)] = ()

    @property
    def is_in_words(self) -> bool:
        """Whether there is nothing to choose."""
        return not self.options


class SampleSize(Document):
    """How many are asked if nobody says, and at most."""

    size: Annotated[StrictInt, Field(ge=1, le=5_000)]
    most: Annotated[StrictInt, Field(ge=1, le=5_000)]


class OpenDays(Document):
    """For how many days a survey is open if nobody says, and at most; when before its end who has to be reminded is."""

    open: Annotated[StrictInt, Field(ge=1, le=366)]
    most: Annotated[StrictInt, Field(ge=1, le=366)]
    remind_before: Annotated[StrictInt, Field(ge=0, le=366)]


class CallRules(Document):
    """How long somebody has for a call, when the next try is, and how many there are."""

    minutes: Annotated[StrictInt, Field(ge=1, le=240)]
    again_after_minutes: Annotated[StrictInt, Field(ge=0, le=10_080)]
    tries: Annotated[StrictInt, Field(ge=1, le=20)]


class Representative(Document):
    """From how many per cent of those asked, and how many answers, a result counts for more than its answers."""

    percent: Annotated[StrictInt, Field(ge=0, le=100)]
    answers: Annotated[StrictInt, Field(ge=1, le=1_000)]


Questionnaire = Annotated[tuple[SurveyQuestion, ...], Field(min_length=1, max_length=12)]


class Questionnaires(Document):
    """What is asked, by kind of survey."""

    ticket: Questionnaire
    unit: Questionnaire


class SurveyRules(Document):
    """The section `surveys`. `floor`: per cent that are satisfied or fairly so.

    `again_after_days`: nobody is asked by any survey who was asked by one so few days ago; 0: no such limit. Sections
    that were written before there was one have the usual one.
    """

    sample: SampleSize
    days: OpenDays
    calls: CallRules
    again_after_days: Annotated[StrictInt, Field(ge=0, le=1_095)] = 90
    representative: Representative
    small_cell: Annotated[StrictInt, Field(ge=1, le=100)]
    floor: Annotated[StrictInt, Field(ge=0, le=100)]
    questionnaires: Questionnaires

    def questions(self, kind: SurveyKind) -> tuple[SurveyQuestion, ...]:
        """What a survey of this kind asks, in its order."""
        return self.questionnaires.ticket if kind is SurveyKind.TICKET else self.questionnaires.unit


def parse(section: object) -> SurveyRules:
    """The section as a value. Raises `DefinitionInvalid` with a fault for every place that is wrong."""
    rules = read(SurveyRules, section)
    refuse(_faults(rules))
    return rules


def _faults(rules: SurveyRules) -> Iterator[Fault]:
    for where, given, most in (
        ("/sample/size", rules.sample.size, rules.sample.most),
        ("/days/open", rules.days.open, rules.days.most),
    ):
        if given > most:
            yield Fault(where, "too_many", N_("There are more than {most} here."), {"most": most})
    for kind in SurveyKind:
        questions = rules.questions(kind)
        yield from _named_twice(f"/questionnaires/{kind}", [question.code for question in questions])
        for place, question in enumerate(questions):
            where = f"/questionnaires/{kind}/{place}/options"
            yield from _named_twice(where, [option.code for option in question.options])
        if all(question.is_in_words for question in questions):
            detail = N_("At least one question has to have options.")
            yield Fault(f"/questionnaires/{kind}", "no_options", detail)


def _named_twice(where: str, codes: list[str]) -> Iterator[Fault]:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            yield Fault(f"{where}/{place}/code", "named_twice", N_("This is named twice."))


SECTION: Final = RuleSection("surveys", parse)
