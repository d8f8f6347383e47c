"""How far has a limit run? A stopwatch that can be paused and extended, and warnings as shares of the time left.

Truth is budget, used and running since; every date is derived, so a changed calendar moves dates and nothing else.

    started ──── used ────┤ paused ├──── running ────┬──── left ────┤ due
                                                 yellow, orange: shares of the budget that are left
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Self

from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.limits import Limit
from escalation.clocks.policy_document import Start, Thresholds
from escalation.clocks.rules import Applied, Rule

_NOTHING = timedelta(0)


class Colour(StrEnum):
    """The warning a ticket shows: yellow and orange by the share of time left, red when it is overdue."""

    NONE = "none"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class Warnings(NamedTuple):
    """The moments at which a running limit turns yellow and orange; both its due moment while it is paused."""

    yellow_at: datetime
    orange_at: datetime


class Stopwatch(NamedTuple):
    """A budget of time, what was used of it before, and since when it runs again (`None`: paused).

    Budget and used are working time if `limit.is_working`, else elapsed time. `granted`: the budget that the last
    extension led to, which no other limit takes back.
    """

    limit: Limit
    started_at: datetime
    budget: timedelta
    used: timedelta
    running_since: datetime | None
    granted: timedelta | None = None

    @classmethod
    def start(cls, calendar: Calendar, at: datetime, limit: Limit) -> Self:
        """Start a limit: its budget is the time from `at` to the moment it is due."""
        return cls(limit, at, _span(calendar, limit, at, calendar.due(at, limit).at), _NOTHING, at)

    @property
    def is_running(self) -> bool:
        """Whether time is being used."""
        return self.running_since is not None

    @property
    def extended(self) -> bool:
        """Whether the budget is what was granted and not that of the limit."""
        return self.granted is not None and self.granted >= self.budget

    @property
    def is_plain(self) -> bool:
        """Whether it was neither paused nor extended, so that its end is that of the limit."""
        return not self.extended and not self.used and self.running_since == self.started_at

    def due(self, calendar: Calendar, *, resumes_at: datetime | None = None) -> Due:
        """When the budget is used up; of a paused one: if it goes on at `resumes_at`, which then has to be given.

        A budget cut below what was used is due at once.
        """
        if self.is_plain:
            return calendar.due(self.started_at, self.limit)
        since = self.running_since or resumes_at
        if since is None:
            raise ValueError("a paused stopwatch is due only if it is known when it resumes")
        rest = max(self.budget - self.used, _NOTHING)
        due = calendar.due_after(since, rest) if self.limit.is_working else Due(since + rest)
        return due if self.limit.duration is not None else calendar.settled(due, self.limit)

    def used_by(self, calendar: Calendar, now: datetime) -> timedelta:
        """Everything used until `now`; more than the budget if it is overdue."""
        if self.running_since is None:
            return self.used
        return self.used + max(_span(calendar, self.limit, self.running_since, now), _NOTHING)

    def left(self, calendar: Calendar, now: datetime) -> timedelta:
        """What remains of the budget; negative if it is overdue."""
        return self.budget - self.used_by(calendar, now)

    def pause(self, calendar: Calendar, now: datetime) -> Self:
        """Bank what was used and stop. Pausing twice changes nothing."""
        return self._replace(used=self.used_by(calendar, now), running_since=None)

    def resume(self, now: datetime) -> Self:
        """Go on with the rest. Resuming twice changes nothing."""
        return self if self.is_running else self._replace(running_since=now)

    def extend(self, by: timedelta) -> Self:
        """A longer budget; `by` is working time if the limit is. Raises `ValueError` if it is not longer."""
        if by <= _NOTHING:
            raise ValueError("an extension is longer than nothing")
        return self._replace(budget=self.budget + by, granted=self.budget + by)

    def extend_until(self, calendar: Calendar, due_at: datetime, until: datetime) -> Self:
        """An extension that moves the due moment from `due_at` to `until`, or to the end of working time before it.

        Without work between them it changes nothing.
        """
        by = _span(calendar, self.limit, due_at, until)
        return self.extend(by) if by > _NOTHING else self

    def with_limit(self, calendar: Calendar, limit: Limit, *, resumes_at: datetime | None = None) -> Self:
        """Another limit for the same start, as when the urgency was wrong: what was used stays used.

        What was granted stays granted: it is never due before the extension said, unless it is paused and it is not
        known when it resumes.
        """
        if limit == self.limit:
            return self
        fresh = Stopwatch.start(calendar, self.started_at, limit)
        used = self._used_as(calendar, limit)
        plain = self._replace(limit=limit, budget=fresh.budget, used=used)
        granted = self._granted_as(calendar, plain, resumes_at)
        return plain if granted is None else plain._replace(budget=max(fresh.budget, granted), granted=granted)

    def warnings(self, calendar: Calendar, thresholds: Thresholds, *, due_at: datetime) -> Warnings:
        """When the policy's shares of the time until `due_at` are left.

        That is the budget, unless something ends sooner than the limit does: then these are shares of the time until
        then, working time if the limit is, or elapsed time if no work lies between.
        """
        return _warnings(self, calendar, thresholds.yellow, thresholds.orange, due_at)

    def _used_as(self, calendar: Calendar, limit: Limit) -> timedelta:
        """What was used, in the time of another limit: as if all of it had been used from the start on."""
        if limit.is_working == self.limit.is_working or not self.used:
            return self.used
        if limit.is_working:
            return calendar.worked(self.started_at, self.started_at + self.used)
        return calendar.due_after(self.started_at, self.used).at - self.started_at

    def _granted_as(self, calendar: Calendar, other: Self, resumes_at: datetime | None) -> timedelta | None:
        """The budget with which `other` is not due before the moment that was granted."""
        since = self.running_since or resumes_at
        if self.granted is None or since is None:
            return self.granted
        until = self._replace(budget=self.granted).due(calendar, resumes_at=resumes_at).at
        granted = other.used + max(_span(calendar, other.limit, since, until), _NOTHING)
        lengthened = other._replace(budget=granted, granted=granted)
        # Working time up to a moment without work ends before that moment.
        is_short = lengthened.due(calendar, resumes_at=resumes_at).at < until
        return granted + timedelta.resolution if is_short else granted


def prevailing(
    applied: Applied, calendar_of: Callable[[Limit], Calendar], at: Callable[[Start], datetime]
) -> tuple[Rule, Stopwatch, Due]:
    """Start the limit that applies: a statutory one prevails where it ends later.

    济南市12345市民服务热线条例 (2018) art. 24 (2) and 潍坊市12345政务服务便民热线条例 (2021) art. 20 (2) both say so.
    """
    found = [_started(rule, calendar_of, at) for rule in (applied.rule, applied.statutory) if rule is not None]
    return max(found, key=lambda started: started[2].at)


def _started(
    rule: Rule, calendar_of: Callable[[Limit], Calendar], at: Callable[[Start], datetime]
) -> tuple[Rule, Stopwatch, Due]:
    return rule, *_fresh(calendar_of(rule.limit), at(rule.starts), rule.limit)


# Tickets that move together, two hundred in one batch of the clock, start the same limits at the same moment.
@lru_cache(maxsize=1024)
def _fresh(calendar: Calendar, at: datetime, limit: Limit) -> tuple[Stopwatch, Due]:
    watch = Stopwatch.start(calendar, at, limit)
    return watch, watch.due(calendar)


@lru_cache(maxsize=1024)
def _warnings(watch: Stopwatch, calendar: Calendar, yellow: int, orange: int, due_at: datetime) -> Warnings:
    if watch.running_since is None:
        return Warnings(due_at, due_at)
    ahead = _span(calendar, watch.limit, watch.running_since, due_at)
    whole = min(watch.budget, watch.used + ahead)
    if ahead <= _NOTHING < watch.budget - watch.used:
        between = max(due_at - watch.running_since, _NOTHING)
        return Warnings(*(due_at - between * share / 100 for share in (yellow, orange)))
    budgets = [max(whole * (100 - share) / 100 - watch.used, _NOTHING) for share in (yellow, orange)]
    if watch.limit.is_working:
        moments = calendar.moments_after(watch.running_since, budgets)
    else:
        moments = [watch.running_since + budget for budget in budgets]
    return Warnings(*(min(moment, due_at) for moment in moments), *[due_at] * (2 - len(moments)))


def _span(calendar: Calendar, limit: Limit, start: datetime, end: datetime) -> timedelta:
    return calendar.worked(start, end) if limit.is_working else end - start
