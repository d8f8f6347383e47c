"""Which events do bulletins have (简报)? Drafted and waiting for an editor, published, opened to all, taken back."""

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
    EventType(
        "bulletin.opened", N_("Bulletin opened to everybody"),
        N_("Everybody may read a published bulletin, without signing in."),
        BulletinDetails, "open", None, {"unit_id": UNIT, "period": "month", "starts_on": "2026-03-01"},
    ),
    EventType(
        "bulletin.taken_back", N_("Bulletin taken back from everybody"),
        N_("A bulletin that everybody could read is read by those who sign in alone."),
        BulletinDetails, "take_back", None, {"unit_id": UNIT, "period": "month", "starts_on": "2026-03-01"},
    ),
)  # fmt: skip
