"""What does the report by unit say of a unit and of each directly below it (unit report), and of every day?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from escalation.errors import N_

BY_UNIT: Final = N_(
    "What is in hand, overdue, due soon or stuck is counted where it lies now: for each unit directly below with all "
    "that lies below that, and for the unit itself what it holds. What is due soon has a yellow or orange warning. The "
    "share on time is of tickets by the unit that received them first: closed in the period, or open with a promise "
    "that broke in it."
)
"""What is counted, in words."""

BY_DAY: Final = N_(
    "By day and by where they were received first: tickets formed, tickets closed, and tickets that were not closed at "
    "the end of the day though a limit of theirs had been broken by then. One that was opened again counts as open "
    "since it was formed, one that was merged into another as that one."
)
"""What the days say, in words."""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """Tickets of a unit. `closed_on_time` of `tickets` kept their promise; the share of none is `None`."""

    in_hand: int = 0
    overdue: int = 0
    due_soon: int = 0
    stuck: int = 0
    tickets: int = 0
    closed_on_time: int = 0

    @property
    def share_on_time(self) -> float | None:
        """Rounded once; neither nothing nor all of nothing was on time."""
        return round(self.closed_on_time / self.tickets, 4) if self.tickets else None

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to count."""
        return self == UnitFigures()


def summed(figures: Iterable[UnitFigures]) -> UnitFigures:
    """The figures of several units together."""
    rows = [(f.in_hand, f.overdue, f.due_soon, f.stuck, f.tickets, f.closed_on_time) for f in figures]
    return UnitFigures(*map(sum, zip(*rows, strict=True))) if rows else UnitFigures()


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day: tickets received and closed in it, and ever late and not closed at its end."""

    day: date
    received: int
    closed: int
    late: int


@dataclass(frozen=True, slots=True)
class DayCounts:
    """By day: received, closed, became late, and were late when they were closed."""

    received: Mapping[date, int]
    closed: Mapping[date, int]
    became_late: Mapping[date, int]
    closed_late: Mapping[date, int]


def days_of(first: date, last: date, counts: DayCounts) -> Iterator[DayFigures]:
    """Every day from the first to the last one. What became late before the first day was late when it began."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    before = sum(count for day, count in counts.became_late.items() if day < first)
    changes = (counts.became_late.get(day, 0) - counts.closed_late.get(day, 0) for day in days)
    late = list(accumulate(changes, initial=before))[1:]
    for day, at_its_end in zip(days, late, strict=True):
        yield DayFigures(day, counts.received.get(day, 0), counts.closed.get(day, 0), at_its_end)
