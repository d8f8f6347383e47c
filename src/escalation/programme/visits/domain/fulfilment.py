"""What was done of what is owed (fulfilment)? Visits and households of one plan, counted from its visits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A visit that was made. `marks` tell the households of one unit apart; `households` counts those without, too."""

    at: datetime
    households: int
    marks: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class PlanTally:
    """How much was done. `fulfilled_at`: by which visit it was enough, if it is."""

    visits: int
    households: int
    fulfilled_at: datetime | None


def tally(made: Iterable[Made], visits: int, households: int | None) -> PlanTally:
    """Count the visits of a plan that asks for so many. `None`: of households it asks for no number.

    A household that can be told from others counts once, however often it was visited.
    """
    count = unmarked = 0
    seen: set[bytes] = set()
    fulfilled_at = None
    for each in sorted(made, key=lambda visit: visit.at):
        count += 1
        unmarked += each.households - len(each.marks)
        seen |= each.marks
        if fulfilled_at is None and count >= visits and unmarked + len(seen) >= (households or 0):
            fulfilled_at = each.at
    return PlanTally(count, unmarked + len(seen), fulfilled_at)


@dataclass(frozen=True, slots=True)
class DoneOf:
    """Something that was done of what is required; what is done beyond that of one plan makes up for no other."""

    done: int
    required: int

    @property
    def share(self) -> float | None:
        """0 to 1, to four decimals; `None` when nothing is required."""
        return round(self.done / self.required, 4) if self.required else None


@dataclass(frozen=True, slots=True)
class Figures:
    """How a unit, or those who visit for it, stand by a day.

    `plans` of periods that run on it, how many of them are `fulfilled` by themselves; `households_unknown`: plans for
    all households of units of which nobody has said how many they have. `overdue`: plans of earlier periods, too.
    """

    plans: int = 0
    fulfilled: int = 0
    overdue: int = 0
    visits: DoneOf = DoneOf(0, 0)
    households: DoneOf = DoneOf(0, 0)
    households_unknown: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Of both together."""
        return Figures(
            self.plans + other.plans,
            self.fulfilled + other.fulfilled,
            self.overdue + other.overdue,
            _sum(self.visits, other.visits),
            _sum(self.households, other.households),
            self.households_unknown + other.households_unknown,
        )


def _sum(one: DoneOf, other: DoneOf) -> DoneOf:
    return DoneOf(one.done + other.done, one.required + other.required)
