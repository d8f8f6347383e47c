"""Which events do trends have (三确保三防止)? That the zeal of a unit fades, and that it is as it was."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class TrendDetails(RecordDetails):
    """The record is the alarm. `alarm`: faded (前紧后松), idle_below (上紧下松) or burst (一阵风)."""

    alarm: Annotated[Literal["faded", "idle_below", "burst"], Field(description="Which alarm.")]
    since: Annotated[date, Field(description="The Monday of the first week that it is about.")]


TREND_EVENTS: Final = (
    EventType(
        "trend.decayed", N_("Activity fades"),
        N_("What a unit does has become so little that somebody should ask why."),
        TrendDetails, "find", None, {"unit_id": UNIT, "alarm": "faded", "since": "2026-03-02"},
    ),
    EventType(
        "trend.recovered", N_("Activity is back"), N_("A unit is as active again as it was before an alarm."),
        TrendDetails, "recover", None, {"unit_id": UNIT, "alarm": "faded", "since": "2026-03-02"},
    ),
)  # fmt: skip
