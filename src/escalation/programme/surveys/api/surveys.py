"""Surveys of satisfaction (群众满意度调查): ordered for units and a period, drawn by lot, and what came of them."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Day, Id, In, Integer, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.programme.surveys.api.survey_models import (
    ListedSurveyOut,
    SurveyOut,
    SurveyQuestionOut,
    SurveyResultsOut,
    listed_survey,
    question_fields,
    results_fields,
    shown_survey,
)
from escalation.programme.surveys.domain.rules import SurveyKind
from escalation.programme.surveys.domain.surveys import SurveyState
from escalation.programme.surveys.usecases import closing, results, surveys
from escalation.programme.surveys.usecases.surveys import WantedSurvey

router = strict_router(prefix="/v1/surveys", tags=["surveys"])
rules_router = strict_router(prefix="/v1/survey-rules", tags=["surveys"])
SurveyId = Annotated[Id, Path(description="The survey's id.")]
Surveying = Annotated[Actor, Depends(Permission(Role.SUPERVISOR, Role.OFFICE, access=RouteAccess.WRITE))]
"""Those who ask citizens how it went: never whoever handles their matters."""


class SurveyIn(In):
    """Whom to ask about what; what is left out is as the rules have it."""

    kind: SurveyKind = Field(description="About tickets that were answered in the period, or about units.")
    title: Line = Field(description="What citizens read above the questions.")
    unit: Code | None = Field(
        default=None, description="Code of a unit: it and all below it. The caller's own if left out."
    )
    period_since: Day = Field(description="Of matters closed, or received, on this day or later.")
    period_until: Day = Field(description="Before this day.")
    last_day: Day | None = Field(default=None, description="The last day on which answers are taken.")
    size: Annotated[Integer, Field(ge=1, le=5_000)] | None = Field(default=None, description="How many are asked.")


class SurveyQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    state: SurveyState | None = None


class SurveyResultsQuery(BaseModel):
    """Of which unit."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit; that which was asked about if left out.")


class SurveyRemarkOut(Out):
    """What somebody said in words."""

    question: str = Field(description="The question's code.")
    words: str = Field(description="What somebody said.")


class SurveyRulesOut(Out):
    """What a survey that is ordered now would ask, of whom, and for how long."""

    size: int = Field(description="How many are asked if nobody says.")
    most: int = Field(description="How many are asked at most.")
    open_days: int = Field(description="For how many days it is open if nobody says.")
    most_days: int = Field(description="For how many days it is open at most.")
    again_after_days: int = Field(description="Nobody is asked who was asked by any survey so few days before.")
    questionnaires: dict[SurveyKind, list[SurveyQuestionOut]] = Field(description="What is asked, by kind of survey.")


@router.get("", summary="Surveys", response_model=Page[ListedSurveyOut])
async def list_surveys(query: Annotated[SurveyQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """What units in the caller's scope have ordered, and closed surveys that asked about them; newest first."""
    keyset = Keyset("surveys", UUID, query, runtime, sort="-id")
    found = await surveys.list_surveys(runtime, caller, query.state, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.id, show=listed_survey)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.post("", summary="Order a survey", status_code=201, response_model=SurveyOut)
async def create_survey(
    body: SurveyIn, caller: Surveying, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Draw by lot who is asked, of citizens who left a contact, each of them once; messages go to them at once.

    The seed is drawn as well, and kept. Whoever was asked by any survey not long ago is left out.
    """
    wanted = WantedSurvey(**{name: getattr(body, name) for name in SurveyIn.model_fields})
    return answer(
        await surveys.open_survey(
            runtime, wanted, by=caller, request_id=request_id, render=rendered(201, shown_survey), once=once
        )
    )


@router.get("/{survey_id}", summary="One survey", response_model=SurveyOut)
async def read_survey(survey_id: SurveyId, caller: Caller, runtime: Uses) -> Response:
    """A survey with what it asks and how far it is."""
    return Response(shown_survey(await surveys.get_survey(runtime, caller, survey_id)), media_type="application/json")


@router.post("/{survey_id}/close", summary="Close a survey", response_model=SurveyOut)
async def end_survey(
    survey_id: SurveyId, caller: Surveying, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Take no answers any more, before its end. Units with too low a result are told, and those above them."""
    return answer(
        await closing.close_survey(
            runtime, survey_id, by=caller, request_id=request_id, render=rendered(200, shown_survey), once=once
        )
    )


@router.get("/{survey_id}/results", summary="Results of a survey", response_model=SurveyResultsOut)
async def read_survey_results(
    survey_id: SurveyId, query: Annotated[SurveyResultsQuery, Query()], caller: Caller, runtime: Uses
) -> Response:
    """How a unit and those directly below it stand, each with all below it.

    A unit that was asked about reads its own once the survey is closed, and nothing by which somebody could be guessed.
    """
    found = await results.get_results(runtime, caller, survey_id, query.unit)
    return Response(to_json(results_fields(found)), media_type="application/json")


@router.get("/{survey_id}/remarks", summary="What was said in a survey", response_model=Page[SurveyRemarkOut])
async def list_survey_remarks(
    survey_id: SurveyId, query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses
) -> Response:
    """What citizens said in words, for those in whose scope the survey was ordered; the order tells of nobody."""
    keyset = Keyset(f"remarks of {survey_id}", (str, str), query, runtime)
    found = await results.list_remarks(runtime, caller, survey_id, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(
        found, place=lambda each: (each.place, each.question),
        show=lambda each: {"question": each.question, "words": each.words},
    )  # fmt: skip
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@rules_router.get("", summary="Rules of surveys", response_model=SurveyRulesOut)
async def read_survey_rules(caller: Caller, runtime: Uses) -> Response:
    """What a survey that is ordered now would ask."""
    rules = await surveys.get_rules(runtime)
    asked = {str(kind): [question_fields(each) for each in rules.questions(kind)] for kind in SurveyKind}
    shown = {
        "size": rules.sample.size, "most": rules.sample.most, "open_days": rules.days.open,
        "most_days": rules.days.most, "again_after_days": rules.again_after_days, "questionnaires": asked,
    }  # fmt: skip
    return Response(to_json(shown), media_type="application/json")
