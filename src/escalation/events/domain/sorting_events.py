"""Which events does sorting have (梳理汇总)? That something waits too long in the inbox of a unit."""

from datetime import datetime
from typing import Annotated, Final

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import MOMENT, UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class SortingDue(RecordDetails):
    """The record is the unit's round of sorting, named by the unit."""

    waiting_since: Annotated[datetime, Field(description="When the opinion came that waits longest.")]


SORTING_EVENTS: Final = (
    EventType(
        "sorting.overdue", N_("Inbox not sorted"), N_("Something waits too long in an inbox that nobody has sorted."),
        SortingDue, "fall_due", None, {"unit_id": UNIT, "waiting_since": MOMENT},
    ),
)  # fmt: skip
