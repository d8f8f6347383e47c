"""When are quiet hours? At night, and on days off, in the calendar and the time zone of whoever is told."""

from datetime import datetime, time, timedelta
from typing import Final

from escalation.clocks.calendar import Calendar

OPENS, CLOSES = time(8), time(20)
"""Between these hours of a working day people are told what is not urgent."""
DIGEST_UNTIL: Final = time(12)
"""A digest that is not written by then is not written that day."""
_LOOKED_AHEAD: Final = 40
"""Days: longer than any holiday."""


def quiet_until(calendar: Calendar, now: datetime) -> datetime | None:
    """When people may be told something again; `None` if they may be now."""
    local = now.astimezone(calendar.zone)
    if calendar.is_working_day(local.date()) and OPENS <= local.time() < CLOSES:
        return None
    first = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    for ahead in range(_LOOKED_AHEAD):
        day = first + timedelta(days=ahead)
        if calendar.is_working_day(day):
            return datetime.combine(day, OPENS, calendar.zone)
    return None  # Nobody has published the days: better told at a bad time than never.


def is_digest_time(calendar: Calendar, now: datetime) -> bool:
    """Whether it is the morning of a working day."""
    local = now.astimezone(calendar.zone)
    return calendar.is_working_day(local.date()) and OPENS <= local.time() < DIGEST_UNTIL
