"""Which events do surveys have (群众满意度调查)? Opened, nearly over, closed, too low; never who answered what."""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import MOMENT, UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails

_Asked = Annotated[int, Field(ge=0, description="How many citizens are asked.")]


class SurveyDetails(RecordDetails):
    """What the unit that ordered it has called the survey."""

    title: str


class SurveyOpened(SurveyDetails):
    """What it is about, how many are asked, and until when."""

    kind: Annotated[Literal["ticket", "unit"], Field(description="About tickets, or about units.")]
    asked: _Asked
    ends_at: Annotated[datetime, Field(description="When it closes by itself.")]


class SurveyDueSoon(SurveyDetails):
    """How many have not answered yet, and until when they can."""

    waiting: Annotated[int, Field(ge=0, description="How many have not answered.")]
    ends_at: Annotated[datetime, Field(description="When it closes by itself.")]


class SurveyClosed(SurveyDetails):
    """How many were asked, and how many have answered."""

    asked: _Asked
    answered: Annotated[int, Field(ge=0, description="How many have answered.")]


class SurveyBelowFloor(SurveyDetails):
    """To which question a unit has a representative result that is too low; `rated`: without who could not say."""

    question: Annotated[str, Field(description="The question's code.")]
    rated: Annotated[int, Field(ge=1, description="How many have rated it.")]
    fairly_satisfied: Annotated[int, Field(ge=0, description="How many of them are satisfied, or fairly so.")]


_TITLED: Final = {"unit_id": UNIT, "title": "二季度群众满意度调查"}
SURVEY_EVENTS: Final = (
    EventType(
        "survey.opened", N_("Survey opened"), N_("Citizens were drawn by lot, and are asked."),
        SurveyOpened, "open", None, _TITLED | {"kind": "ticket", "asked": 200, "ends_at": MOMENT},
    ),
    EventType(
        "survey.due_soon", N_("Survey ends soon"), N_("Who has not answered yet was reminded, once."),
        SurveyDueSoon, "warn", None, _TITLED | {"waiting": 84, "ends_at": MOMENT},
    ),
    EventType(
        "survey.closed", N_("Survey closed"), N_("No answers are taken any more; the units asked about read theirs."),
        SurveyClosed, "close", None, _TITLED | {"asked": 200, "answered": 131},
    ),
    EventType(
        "survey.below_floor", N_("Survey result too low"),
        N_("Enough have answered for a unit, and too few of them are satisfied."),
        SurveyBelowFloor, "find", None,
        _TITLED | {"question": "satisfaction", "rated": 40, "fairly_satisfied": 29},
    ),
)  # fmt: skip
