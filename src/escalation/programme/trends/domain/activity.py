"""What is activity (活动量)? What a unit does, counted by week, and how much that is for each working day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction


class Activity(StrEnum):
    """A kind of what units do."""

    VISITS = "visits"
    DIARY = "diary"
    OPINIONS = "opinions"
    MOVES = "moves"
    CLOSINGS = "closings"
    MEETINGS = "meetings"


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on: how many days of it were worked, and how much was done, weighed."""

    monday: date
    working_days: int
    done: int


def monday_of(day: date) -> date:
    """The Monday of the week of a day (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def that_count(weeks: Sequence[Week], least: int) -> list[Week]:
    """The weeks without those in which hardly anybody worked, such as that of Spring Festival: these tell nothing."""
    return [week for week in weeks if week.working_days >= least]


def level(weeks: Sequence[Week]) -> Fraction:
    """How much was done for each working day; nothing in no days."""
    days = sum(week.working_days for week in weeks)
    return Fraction(sum(week.done for week in weeks), days) if days else Fraction()


def done_in(weeks: Sequence[Week]) -> int:
    """How much was done in all of them."""
    return sum(week.done for week in weeks)
