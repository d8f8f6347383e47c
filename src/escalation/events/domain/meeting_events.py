"""Which events do meetings have (联席会议)? That a unit has to meet, and that what a meeting decided is late."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class MeetingDue(RecordDetails):
    """By which day the unit has to meet. The record is the unit's round of meetings, named by the unit."""

    due_on: Annotated[date, Field(description="The last day for it.")]


class MeetingDecisionLate(RecordDetails):
    """At which meeting it was decided, and until when it was to be done. The unit is the one that has to do it."""

    meeting_id: Annotated[UUID, Field(description="The meeting.")]
    due_on: Annotated[date, Field(description="The last day for it.")]


_MEETING: Final = "0198f0a2-7c1e-7d3a-9a4b-5c6d7e8f9a0b"

MEETING_EVENTS: Final = (
    EventType(
        "meeting.due_soon", N_("Meeting due soon"), N_("A unit has to meet before long."), MeetingDue, "fall_due", None,
        {"unit_id": UNIT, "due_on": "2026-05-02"},
    ),
    EventType(
        "meeting.overdue", N_("Meeting overdue"), N_("A unit did not meet although it had to."), MeetingDue, "fall_due",
        None, {"unit_id": UNIT, "due_on": "2026-05-02"},
    ),
    EventType(
        "decision.overdue", N_("Decision of a meeting overdue"),
        N_("What a meeting decided is not done although its day is over."), MeetingDecisionLate, "fall_due", None,
        {"unit_id": UNIT, "meeting_id": _MEETING, "due_on": "2026-05-02"},
    ),
)  # fmt: skip
