"""Which events has the diary (民情日记)? That an entry was handed in, and that it was reviewed; never what it says."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import MEMBER, UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class DiarySubmitted(RecordDetails):
    """Of which day the entry tells."""

    day: Annotated[date, Field(description="The local day that it tells of.")]


class DiaryReviewed(DiarySubmitted):
    """Of whom, and with which grade."""

    member_id: Annotated[UUID | None, Field(description="Who wrote it; null for who is no member.")]
    grade: Annotated[str, Field(description="A grade of the rules.")]


DIARY_EVENTS: Final = (
    EventType(
        "diary.submitted", N_("Diary entry handed in"), N_("A cadre has handed in what they noted of a day."),
        DiarySubmitted, "submit", None, {"unit_id": UNIT, "day": "2026-03-02"},
    ),
    EventType(
        "diary.reviewed", N_("Diary entry reviewed"), N_("An entry of a diary was graded by somebody above."),
        DiaryReviewed, "review", None, {"unit_id": UNIT, "day": "2026-03-02", "member_id": MEMBER, "grade": "good"},
    ),
)  # fmt: skip
