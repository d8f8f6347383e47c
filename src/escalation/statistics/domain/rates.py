"""Which rates does a unit have, what are they of, and how are they rounded? Whole counts until they are shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from escalation.errors import N_
from escalation.statistics.domain.reports import Basis


class RateName(StrEnum):
    """A rate: a part of a whole, and of `MEAN_TIME` seconds for each ticket."""

    ON_TIME_SIGN = "on_time_sign"
    RESPONSE = "response"
    CLOSURE = "closure"
    ON_TIME_CLOSURE = "on_time_closure"
    ON_TIME_CLOSURE_FIRST = "on_time_closure_first"
    OVERDUE = "overdue"
    RESOLUTION = "resolution"
    SATISFACTION = "satisfaction"
    SATISFACTION_WITH_FAIR = "satisfaction_with_fair"
    RETURN = "return"
    REDO = "redo"
    FIRST_TIME = "first_time"
    SOLVED_AT_LEVEL = "solved_at_level"
    ESCALATION = "escalation"
    MEAN_TIME = "mean_time"


DIGITS: Final = 4
"""Of a rate between 0 and 1: hundredths of a per cent."""


def rounded(numerator: int, denominator: int, digits: int = DIGITS) -> float | None:
    """The quotient of two counts, half up; `None` of nothing, which is neither 0 nor 1.

    Counted in whole numbers to the end: a half that is not to be written in binary would go down.
    """
    if denominator == 0:
        return None
    scale: int = 10**digits
    return (2 * numerator * scale + denominator) // (2 * denominator) / scale


def parts_of_whole(counts: Sequence[int], digits: int = DIGITS) -> tuple[float, ...] | None:
    """The shares of parts that are shown to be 1 together; `None` where there are none.

    By largest remainders: each is rounded down, and what is missing then goes to those that lost most, the first of
    equals first. So a part may stand one digit off what it is by itself: 114 of 9,230 are 1.235 %, and among parts of
    which others lost more 1.23 %.
    """
    whole = sum(counts)
    if whole == 0:
        return None
    scale: int = 10**digits
    down = [divmod(count * scale, whole) for count in counts]
    missing = scale - sum(part for part, _ in down)
    most_lost = sorted(range(len(down)), key=lambda n: -down[n][1])[:missing]
    return tuple((part + (n in most_lost)) / scale for n, (part, _) in enumerate(down))


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole, as counts. `value`: as it is shown."""

    numerator: int
    denominator: int
    value: float | None


@dataclass(frozen=True, slots=True)
class RateCounts:
    """What rates are made of. All can be added up for several units but the last three (see `LEVEL_COUNTS`)."""

    accepted: int = 0
    closed: int = 0
    closed_on_time: int = 0
    closed_by_first_date: int = 0
    open_late: int = 0
    reached_on_time: int = 0
    answered: int = 0
    solved: int = 0
    rated: int = 0
    satisfied: int = 0
    fairly_satisfied: int = 0
    redone: int = 0
    seconds: int = 0
    dispatched: int = 0
    sign_due: int = 0
    signed_on_time: int = 0
    returned: int = 0
    entered: int = 0
    left_upwards: int = 0
    solved_here: int = 0


COUNTS: Final = tuple(field.name for field in fields(RateCounts))
LEVEL_COUNTS: Final = ("entered", "left_upwards", "solved_here")
"""Of a unit with all below it: what a village gave to its township has left the village, and not the township."""


def summed(counts: Iterable[RateCounts]) -> RateCounts:
    """The counts of several units together, each ticket counted once in each of them."""
    together = list(counts)
    return RateCounts(**{name: sum(getattr(each, name) for each in together) for name in COUNTS})


def rates_of(counts: RateCounts) -> Mapping[RateName, Rate]:
    """All rates of a unit. What is and what is not on time are 1 together, and so are redone and done at once."""
    late = counts.closed - counts.closed_on_time + counts.open_late
    promised = counts.closed + counts.open_late
    on_time, overdue = _complements(counts.closed_on_time, late)
    first_time, redo = _complements(counts.closed - counts.redone, counts.redone)
    return {
        RateName.ON_TIME_SIGN: _rate(counts.signed_on_time, counts.sign_due),
        RateName.RESPONSE: _rate(counts.reached_on_time, promised),
        RateName.CLOSURE: _rate(counts.closed, counts.accepted),
        RateName.ON_TIME_CLOSURE: on_time,
        RateName.ON_TIME_CLOSURE_FIRST: _rate(counts.closed_by_first_date, promised),
        RateName.OVERDUE: overdue,
        RateName.RESOLUTION: _rate(counts.solved, counts.answered),
        RateName.SATISFACTION: _rate(counts.satisfied, counts.rated),
        RateName.SATISFACTION_WITH_FAIR: _rate(counts.fairly_satisfied, counts.rated),
        RateName.RETURN: _rate(counts.returned, counts.dispatched),
        RateName.REDO: redo,
        RateName.FIRST_TIME: first_time,
        RateName.SOLVED_AT_LEVEL: _rate(counts.solved_here, counts.entered),
        RateName.ESCALATION: _rate(counts.left_upwards, counts.entered),
        RateName.MEAN_TIME: Rate(counts.seconds, counts.closed, rounded(counts.seconds, counts.closed, 0)),
    }


def _rate(numerator: int, denominator: int) -> Rate:
    return Rate(numerator, denominator, rounded(numerator, denominator))


def _complements(one: int, other: int) -> tuple[Rate, Rate]:
    values = parts_of_whole((one, other)) or (None, None)
    return Rate(one, one + other, values[0]), Rate(other, one + other, values[1])


RATE_DEFINITIONS: Final[Mapping[RateName, str]] = {
    RateName.ON_TIME_SIGN: N_(
        "Assignments to the unit that were signed for before the limit of that passed, of those that were signed for "
        "or whose limit passed."
    ),
    RateName.RESPONSE: N_(
        "Tickets closed by the promised date whose citizen was reached or answered with a code, of closed tickets and "
        "open ones whose promise is broken."
    ),
    RateName.CLOSURE: N_("Closed tickets, of all that were neither refused nor merged nor terminated."),
    RateName.ON_TIME_CLOSURE: N_(
        "Tickets closed by the promised date as it is now, of closed tickets and open ones whose promise is broken."
    ),
    RateName.ON_TIME_CLOSURE_FIRST: N_(
        "Tickets closed by the date that was promised first, of closed tickets and open ones whose promise is broken."
    ),
    RateName.OVERDUE: N_(
        "Tickets closed after the promised date and open ones whose promise is broken, of the same: what is not closed "
        "on time."
    ),
    RateName.RESOLUTION: N_(
        "Tickets that citizens call solved, of closed ones whose citizens said so or otherwise; who was not reached "
        "said nothing."
    ),
    RateName.SATISFACTION: N_(
        "Ratings of 4 and 5, of the ratings of closed tickets, from 1 to 5. Answers to surveys are counted apart."
    ),
    RateName.SATISFACTION_WITH_FAIR: N_("Ratings of 3, 4 and 5, of the ratings of closed tickets, from 1 to 5."),
    RateName.RETURN: N_("Objections of the unit that were agreed to, of the assignments to it."),
    RateName.REDO: N_("Closed tickets that had to be done again at least once, of closed tickets."),
    RateName.FIRST_TIME: N_("Closed tickets that never had to be done again, of closed tickets."),
    RateName.SOLVED_AT_LEVEL: N_(
        "Closed tickets that never left the unit and what is below it for a level above, of those that came there."
    ),
    RateName.ESCALATION: N_(
        "Tickets that left the unit and what is below it for a level above, of those that came there."
    ),
    RateName.MEAN_TIME: N_(
        "Seconds from the forming of tickets to their closing, nights and holidays included, of closed tickets."
    ),
}
"""What each is of, in words."""

RATE_BASES: Final[Mapping[Basis, str]] = {
    Basis.CLOSED: N_("Of tickets closed in the period, and of open ones whose promise was broken in it."),
    Basis.DUE: N_("Of tickets whose promised date, as it is now, lies in the period, closed or open."),
    Basis.DISPATCHED: N_("Of tickets that were first given to a unit in the period and not taken back."),
}
"""Of which tickets rates are given, in words."""

RATES_BY_UNIT: Final = N_(
    "Tickets count for the unit that received them first, assignments for the unit they were given to; what a unit is "
    "counted for has all that is below it. Rates are rounded half up, once; two that are a whole together are shown so."
)
"""By whom they are counted, in words."""
