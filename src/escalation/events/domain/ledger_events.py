"""Which events has the ledger (民生台账)? That a row was written off by hand; of tickets their own tell."""

from typing import Annotated, Final

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class LedgerWrittenOff(RecordDetails):
    """How content the household is, from 1 to 5, if somebody asked."""

    satisfaction: Annotated[int | None, Field(ge=1, le=5, description="From 1 to 5.")]


LEDGER_EVENTS: Final = (
    EventType(
        "ledger.written_off", N_("Row written off"),
        N_("A row of a livelihood ledger was written off by hand, before a ticket of it ended."),
        LedgerWrittenOff, "write_off", None, {"unit_id": UNIT, "satisfaction": 5},
    ),
)  # fmt: skip
