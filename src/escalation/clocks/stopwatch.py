"""How far has a limit run? Warnings as shares of the time left, and a stopwatch that can be paused.

Truth is budget, used and running since; every date is derived, so a changed calendar moves dates and nothing else.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.policy import Policy
from escalation.clocks.rules import Rule

_NOTHING = timedelta(0)


class Colour(StrEnum):
    """The warning a ticket shows: yellow and orange by the share of time left, red when it is overdue."""

    NONE = "none"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class Warnings(NamedTuple):
    """The moments at which a running limit turns yellow and orange."""

    yellow_at: datetime
    orange_at: datetime


@dataclass(frozen=True, slots=True)
class Running:
    """A limit that runs: since when, until when, and by which rule."""

    started_at: datetime
    due_at: datetime
    provisional: bool
    rule: Rule


def start(calendar: Calendar, now: datetime, rule: Rule) -> Running:
    """Start the limit of a rule."""
    due = calendar.due(now, rule.limit)
    return Running(now, due.at, due.provisional, rule)


def thresholds(
    calendar: Calendar, started_at: datetime, due_at: datetime, *, working: bool, policy: Policy
) -> Warnings:
    """When the policy's shares of the time are left; of working time if `working` (see `Limit.is_working`)."""
    spent = (100 - policy.thresholds.yellow, 100 - policy.thresholds.orange)
    if working:
        total = calendar.worked(started_at, due_at)
        return Warnings(*(calendar.due_after(started_at, total * share / 100).at for share in spent))
    return Warnings(*(started_at + (due_at - started_at) * share / 100 for share in spent))


def colour(now: datetime, *, yellow_at: datetime, orange_at: datetime, due_at: datetime) -> Colour:
    """The warning at `now`; each begins at its moment, so a ticket is red from `due_at` on."""
    if now >= due_at:
        return Colour.RED
    if now >= orange_at:
        return Colour.ORANGE
    return Colour.YELLOW if now >= yellow_at else Colour.NONE


def next_moment(now: datetime, *moments: datetime | None) -> datetime | None:
    """The earliest moment after `now`; `None` if nothing is to come."""
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """A budget of time, what was used of it before, and since when it runs again (`None`: paused).

    With `working`, budget and used are working time. Changing the budget (an extension, another urgency) is
    `dataclasses.replace(watch, budget=…)`.
    """

    budget: timedelta
    used: timedelta = _NOTHING
    running_since: datetime | None = None
    working: bool = True

    def __post_init__(self) -> None:
        """Negative times are a defect of the caller."""
        if self.budget < _NOTHING or self.used < _NOTHING:
            raise ValueError("budget and used are not negative")

    @property
    def is_running(self) -> bool:
        """Whether time is being used."""
        return self.running_since is not None

    def used_by(self, calendar: Calendar, now: datetime) -> timedelta:
        """Everything used until `now`; more than the budget if it is overdue."""
        if self.running_since is None:
            return self.used
        spent = calendar.worked(self.running_since, now) if self.working else now - self.running_since
        return self.used + max(spent, _NOTHING)

    def left(self, calendar: Calendar, now: datetime) -> timedelta:
        """What remains of the budget; negative if it is overdue."""
        return self.budget - self.used_by(calendar, now)

    def pause(self, calendar: Calendar, now: datetime) -> Self:
        """Bank what was used and stop. Pausing twice changes nothing."""
        return replace(self, used=self.used_by(calendar, now), running_since=None)

    def resume(self, now: datetime) -> Self:
        """Go on with the rest. Resuming twice changes nothing."""
        return self if self.is_running else replace(self, running_since=now)

    def due(self, calendar: Calendar) -> Due | None:
        """When the rest is used up; `None` while it is paused. A budget cut below what was used is due at once."""
        if self.running_since is None:
            return None
        rest = max(self.budget - self.used, _NOTHING)
        return calendar.due_after(self.running_since, rest) if self.working else Due(self.running_since + rest)
