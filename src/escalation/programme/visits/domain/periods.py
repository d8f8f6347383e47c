"""Which periods are there, and which days do they have? Calendar ones begin in January; rolling ones end on a day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class VisitPeriod(StrEnum):
    """How long the time is in which something has to be done so many times."""

    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many it has; a divisor of twelve."""
        return _MONTHS[self]


_MONTHS: Final = {
    VisitPeriod.MONTH: 1,
    VisitPeriod.TWO_MONTHS: 2,
    VisitPeriod.QUARTER: 3,
    VisitPeriod.HALF_YEAR: 6,
    VisitPeriod.YEAR: 12,
}


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, the first and the last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def period_of(period: VisitPeriod, day: date) -> Span:
    """The calendar period that a day lies in: of two months January and February, and so on."""
    month = (day.month - 1) // period.months * period.months + 1
    first = date(day.year, month, 1)
    return Span(first, _moved(first, period.months) - _DAY)


def rolling(period: VisitPeriod, day: date) -> Span:
    """As many months up to a day. On the last day of a calendar period it is that period."""
    return Span(_moved(day + _DAY, -period.months), day)


def warned_on(span: Span, share: float) -> date:
    """The first day on which no more than a share of a span is left."""
    return span.last + _DAY - timedelta(days=max(1, int(span.days * share)))


_DAY: Final = timedelta(days=1)


def _moved(day: date, months: int) -> date:
    """The corresponding day of another month, or its last one if it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
