"""Which events do visits have (走访)? What is owed and by when, and visits themselves; never whom they were to."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import OTHER_UNIT, UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class VisitPlanDetails(RecordDetails):
    """Which unit is to be visited until when, and how much of it is done."""

    target_unit_id: Annotated[UUID, Field(description="The unit that is to be visited.")]
    due_at: Annotated[datetime, Field(description="When the period is over.")]
    required_visits: Annotated[int, Field(ge=1, description="How many visits are owed in the period.")]
    made_visits: Annotated[int, Field(ge=0, description="How many of them were made.")]


class VisitDetails(RecordDetails):
    """Which unit is visited on which day, and for which plan."""

    target_unit_id: Annotated[UUID, Field(description="The unit that is visited.")]
    day: Annotated[date, Field(description="The planned day, or that on which it was made.")]
    plan_id: Annotated[UUID | None, Field(description="The plan that it counts for; null if it is none.")]
    households: Annotated[int, Field(ge=0, description="How many households were visited.")]


class ConfirmedVisitDetails(VisitDetails):
    """Which visit was confirmed, and by what way."""

    confirmation: Annotated[
        str | None,
        Field(description="`signature`, `code`, or `staff_device`: the code, typed in where staff are signed in."),
    ] = None


_RECORDED: Final = "01920f3c-8300-7a00-8a00-0000000000c1"
_PLAN: Final = {
    "unit_id": UNIT, "target_unit_id": OTHER_UNIT, "due_at": "2026-06-30T16:00:00Z", "required_visits": 1,
    "made_visits": 0,
}  # fmt: skip
_VISIT: Final = {
    "unit_id": UNIT, "target_unit_id": OTHER_UNIT, "day": "2026-05-12",
    "plan_id": _RECORDED, "households": 6,
}  # fmt: skip
VISIT_EVENTS: Final = (
    EventType(
        "visit_plan.due_soon", N_("Visit due soon"), N_("The period is nearly over, and visits are still owed."),
        VisitPlanDetails, "warn", None, _PLAN,
    ),
    EventType(
        "visit_plan.overdue", N_("Visit overdue"), N_("The period is over, and visits are still owed."),
        VisitPlanDetails, "expire", None, _PLAN,
    ),
    EventType(
        "visit.planned", N_("Visit planned"), N_("Somebody plans to visit a unit on a day."),
        VisitDetails, "plan", None, _VISIT | {"households": 0},
    ),
    EventType(
        "visit.made", N_("Visit recorded"), N_("Somebody was there. It may have been recorded days later."),
        VisitDetails, "record", None, _VISIT,
    ),
    EventType(
        "visit.cancelled", N_("Visit cancelled"),
        N_("A visit that was planned does not take place, or one was recorded by mistake."),
        VisitDetails, "cancel", None, _VISIT,
    ),
    EventType(
        "visit.confirmed", N_("Visit confirmed"), N_("The visited say that somebody was there."),
        ConfirmedVisitDetails, "confirm", None, _VISIT | {"confirmation": "signature"},
    ),
    EventType(
        "visit.households_read", N_("Visited households read"),
        N_("Somebody was shown which households were visited and what one of them signed, for a reason."),
        VisitDetails, "read_households", None, _VISIT,
    ),
)  # fmt: skip
