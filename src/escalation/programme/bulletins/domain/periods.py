"""Of which periods are bulletins (bulletin periods)? Whole months of the calendar, and the same length before."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class BulletinPeriod(StrEnum):
    """How long a bulletin looks back."""

    MONTH = "month"
    TWO_MONTHS = "two_months"
    YEAR = "year"


_MONTHS = {BulletinPeriod.MONTH: 1, BulletinPeriod.TWO_MONTHS: 2, BulletinPeriod.YEAR: 12}


@dataclass(frozen=True, slots=True)
class BulletinDays:
    """From the first day to the last one, both included."""

    first: date
    last: date


def last_over(period: BulletinPeriod, day: date) -> BulletinDays:
    """The last period that was over before a day. Two months begin with odd ones: January and February together."""
    months = day.year * 12 + day.month - 1
    begun = months - months % _MONTHS[period]
    return BulletinDays(_first(begun - _MONTHS[period]), _first(begun) - timedelta(days=1))


def before(days: BulletinDays, period: BulletinPeriod) -> BulletinDays:
    """The period before one."""
    return last_over(period, days.first)


def _first(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
