"""Surveys as they are shown: what is asked, how far it is, and how units stand (survey models)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from escalation.kit.web.fields import Out
from escalation.kit.web.serialization import to_json
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.surveys.domain.results import CellResult, QuestionResult
from escalation.programme.surveys.domain.rules import CountsAs, SurveyKind, SurveyQuestion
from escalation.programme.surveys.domain.surveys import Survey, SurveyProgress, SurveyState
from escalation.programme.surveys.usecases.results import SurveyResults
from escalation.statistics.domain.rates import rounded


class SurveyOptionOut(Out):
    """An answer of which one is chosen."""

    code: str
    zh: str
    en: str
    counts_as: CountsAs = Field(description="How it counts; `none` for who cannot say.")


class SurveyQuestionOut(Out):
    """A question; without options it is answered in words."""

    code: str
    zh: str
    en: str
    required: bool = Field(description="Whether it has to be answered.")
    options: list[SurveyOptionOut]


class SurveyProgressOut(Out):
    """How many are asked, and how far that is. `reached`: who answered or refused."""

    asked: int = Field(description="How many were drawn.")
    reached: int = Field(description="How many answered or refused.")
    answered: int = Field(description="How many have answered.")
    answered_by_page: int = Field(description="On the page for citizens; all others by telephone.")
    refused: int
    unreached: int = Field(description="Given up after as many calls as the rules have.")
    withdrawn: int = Field(description="Their contact was erased before they answered.")
    waiting: int = Field(description="How many have neither answered nor been given up.")
    waiting_by_message: int = Field(
        description="Of those, how many left no telephone number: they can only answer by the link of a message."
    )
    response_rate: float | None = Field(description="Answered of asked, from 0 to 1; null if nobody was asked.")


class ListedSurveyOut(Out):
    """A survey in a list. `unit` has ordered it; `within`: it asks about this unit and all below it."""

    id: UUID
    unit: UnitRef
    kind: SurveyKind = Field(description="Of whoever got an answer about that, or of a unit as a whole.")
    title: str
    within: UnitRef = Field(description="It asks about this unit and all below it.")
    period_since: date = Field(description="Of matters closed, or received, on this day or later.")
    period_until: date = Field(description="Before this day.")
    state: SurveyState = Field(description="Whether answers are taken still.")
    opened_at: datetime = Field(description="When it was ordered.")
    ends_at: datetime = Field(description="When it closes by itself.")
    reminded_at: datetime | None = Field(description="When those who had not answered were reminded.")
    closed_at: datetime | None
    is_own: bool = Field(
        description="Whether the caller reads it as one who ordered it, or as one of a unit that was asked about."
    )
    progress: SurveyProgressOut = Field(description="How far it is.")


class SurveyOut(ListedSurveyOut):
    """A survey with what it asks, and how it was drawn. With the seed, out of the same, the same are drawn."""

    questions: list[SurveyQuestionOut] = Field(description="What is asked, in its order.")
    rules_version: int | None = Field(
        description="Version of the rules of the programme by which it asks; null if none was published then."
    )
    seed: int = Field(description="By which was drawn who is asked.")
    size: int = Field(description="How many were wanted.")
    frame_size: int = Field(description="How many there were to draw from.")
    asked_lately: int = Field(description="How many were left out: a survey had asked them not long before.")
    out_of_reach: int = Field(
        description="How many were left out: what they left as a contact is neither a number nor a mail address."
    )
    frame_digest: str = Field(description="SHA-256 of the ids of all of these, in hexadecimal digits.")


class SurveyAnswersOut(Out):
    """What was answered to a question. All null if it is kept back, because too few have answered."""

    question: str = Field(description="The question's code.")
    options: dict[str, int] | None = Field(description="How often each option was chosen, by its code.")
    rated: int | None = Field(description="Answers without those of who cannot say.")
    satisfied: int | None = Field(description="How many of them are satisfied.")
    fairly_satisfied: int | None = Field(description="Those who are satisfied, and those who are fairly so.")
    satisfaction: float | None = Field(description="Satisfied of rated, from 0 to 1; null of nothing.")
    satisfaction_with_fair: float | None = Field(description="Fairly satisfied of rated, from 0 to 1; null of nothing.")
    below_floor: bool = Field(description="Representative, and below the floor of the rules.")


class SurveyResultOut(Out):
    """How a unit stands. `is_representative`: enough have answered for the rules."""

    unit: UnitRef
    progress: SurveyProgressOut = Field(description="How far it is there.")
    is_representative: bool = Field(description="Whether enough have answered for the rules.")
    answers: list[SurveyAnswersOut] = Field(description="Question by question, without those in words.")


class SurveyResultsOut(Out):
    """A unit with all below it; and its parts: itself alone, first, and each unit directly below with all below that.

    These are answers to a survey. The satisfaction rate of `/v1/reports/rates` is of what citizens said by themselves
    about their own tickets, and has none of these in it.
    """

    whole: SurveyResultOut = Field(description="The unit with all below it.")
    parts: list[SurveyResultOut]
    floor: int = Field(description="Per cent that have to be fairly satisfied.")
    small_cell: int = Field(description="What fewer have answered is kept back from units that were asked about.")


def shown_survey(survey: Survey) -> bytes:
    """A survey with what it asks."""
    asked = [question_fields(each) for each in survey.rules.questions(survey.kind)]
    names = ("rules_version", "seed", "size", "frame_size", "asked_lately", "out_of_reach")
    drawn = {name: getattr(survey, name) for name in names}
    return to_json({
        **listed_survey(survey), **drawn, "questions": asked, "frame_digest": survey.frame_digest.hex()
    })  # fmt: skip


def listed_survey(survey: Survey) -> dict[str, Any]:
    """The fields of `ListedSurveyOut`."""
    made = {
        "unit": {"id": survey.unit_id, "code": survey.unit_code, "name": survey.unit_name},
        "within": {"id": survey.within_id, "code": survey.within_code, "name": survey.within_name},
        "progress": _progress(survey.progress),
    }
    return {name: getattr(survey, name) for name in ListedSurveyOut.model_fields if name not in made} | made


def question_fields(question: SurveyQuestion) -> dict[str, Any]:
    """The fields of `SurveyQuestionOut`."""
    return question.model_dump(mode="json")


def results_fields(found: SurveyResults) -> dict[str, Any]:
    """The fields of `SurveyResultsOut`: how a unit and its parts stand."""
    here = {"id": found.unit.id, "code": found.unit.code, "name": found.unit.name}
    parts = [
        _result({"id": each.cell.unit_id, "code": each.cell.unit_code, "name": each.cell.unit_name}, each.result)
        for each in found.parts
    ]
    rules = found.survey.rules
    whole = _result(here, found.whole)
    return {"whole": whole, "parts": parts, "floor": rules.floor, "small_cell": rules.small_cell}


def _result(unit: dict[str, Any], result: CellResult) -> dict[str, Any]:
    answers: Sequence[QuestionResult] = result.questions
    return {
        "unit": unit, "progress": _progress(result.progress), "is_representative": result.is_representative,
        "answers": [_answers(each) for each in answers],
    }  # fmt: skip


def _answers(result: QuestionResult) -> dict[str, Any]:
    shown = {"question": result.question.code, "options": result.options, "below_floor": result.below_floor}
    if result.options is None:
        names = ("rated", "satisfied", "fairly_satisfied", "satisfaction", "satisfaction_with_fair")
        return shown | dict.fromkeys(names)
    return shown | {
        "rated": result.rated, "satisfied": result.satisfied, "fairly_satisfied": result.fairly_satisfied,
        "satisfaction": rounded(result.satisfied, result.rated),
        "satisfaction_with_fair": rounded(result.fairly_satisfied, result.rated),
    }  # fmt: skip


def _progress(progress: SurveyProgress) -> dict[str, Any]:
    counted = {name: getattr(progress, name) for name in SurveyProgressOut.model_fields if name != "response_rate"}
    return counted | {"response_rate": rounded(progress.answered, progress.asked)}
