"""Which events does supervision have (督查)? Samples that were drawn, and what was found on the spot."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import TICKET, UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class SampleDrawn(RecordDetails):
    """Out of how many how many were drawn. With the same `seed` out of the same ones it is the same sample."""

    frame: Annotated[Literal["open", "closed", "made"], Field(description="Open or closed tickets, or made visits.")]
    seed: Annotated[int, Field(description="By which it was drawn.")]
    frame_size: Annotated[int, Field(ge=0, description="How many there were to draw from.")]
    size: Annotated[int, Field(ge=0, description="How many were drawn.")]


class SiteCheckRecorded(RecordDetails):
    """Which ticket or visit was looked into, and how it was found to be. Of a confidential ticket not which."""

    ticket_id: UUID | None
    number: Annotated[str | None, Field(description="That of the ticket.")]
    visit_id: UUID | None
    verdict: Annotated[Literal["in_order", "not_in_order", "not_done"], Field(description="How it was found to be.")]


SUPERVISION_EVENTS: Final = (
    EventType(
        "sample.drawn", N_("Sample drawn"), N_("Tickets or visits were drawn by lot to be looked into."),
        SampleDrawn, "draw", None,
        {"unit_id": UNIT, "frame": "closed", "seed": 20260302, "frame_size": 412, "size": 20},
    ),
    EventType(
        "site_check.recorded", N_("Site check recorded"),
        N_("Somebody went to see whether what a ticket or a visit says was done was done."),
        SiteCheckRecorded, "record", None,
        {"unit_id": UNIT, "ticket_id": TICKET, "number": "370700-2026-000123", "visit_id": None, "verdict": "not_done"},
    ),
)  # fmt: skip
