"""Which events do bulletins have (简报)? That one is drafted and waits for an editor, and that one is published."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class BulletinDetails(RecordDetails):
    """Of which period it is."""

    period: Annotated[str, Field(description="How long it is.", pattern="^(month|two_months|year)$")]
    starts_on: Annotated[date, Field(description="The first day of the period.")]


BULLETIN_EVENTS: Final = (
    EventType(
        "bulletin.drafted", N_("Bulletin drafted"), N_("A period is over, and a draft waits to be edited."),
        BulletinDetails, "draft", None, {"unit_id": UNIT, "period": "month", "starts_on": "2026-03-01"},
    ),
    EventType(
        "bulletin.published", N_("Bulletin published"), N_("A unit has published its bulletin of a period."),
        BulletinDetails, "publish", None, {"unit_id": UNIT, "period": "month", "starts_on": "2026-03-01"},
    ),
)  # fmt: skip
