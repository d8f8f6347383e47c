"""Which placeholders may stand in a standard reply? A closed list, of which none says anything of a citizen."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from escalation.errors import N_, Fault

PLACEHOLDERS: Final = ("ticket_number", "unit_name", "due_date", "today")
"""Each stands in braces: `{ticket_number}`."""


def faults_of(text: str) -> list[Fault]:
    """What is wrong with the placeholders of a text: unknown ones, and braces that enclose none."""
    named = _PLACEHOLDER.findall(text)
    is_torn = any(brace in _PLACEHOLDER.sub("", text) for brace in "{}")
    if is_torn or not set(named) <= set(PLACEHOLDERS):
        detail = N_("In braces there may be {known} alone.")
        return [Fault("/text", "unknown_placeholder", detail, {"known": ", ".join(PLACEHOLDERS)})]
    return []


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with what it stands for; what is not known of a ticket stays open."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], _OPEN), text)


def values_for(number: str, unit: str, due_at: datetime | None, now: datetime, zone: ZoneInfo) -> Mapping[str, str]:
    """What the placeholders stand for, of one ticket. Dates are written as Chinese texts have them."""
    values = {"ticket_number": number, "unit_name": unit, "today": _day(now, zone)}
    return values | ({"due_date": _day(due_at, zone)} if due_at is not None else {})


def _day(moment: datetime, zone: ZoneInfo) -> str:
    day = moment.astimezone(zone).date()
    return f"{day.year}年{day.month}月{day.day}日"


_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
_OPEN: Final = "____"
