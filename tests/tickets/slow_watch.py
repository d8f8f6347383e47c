"""A stopwatch that counts anew each time, day by day, from its start; and the share of it that is left."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from escalation.clocks.limits import Limit
from tests.tickets.slow_calendar import SlowCalendar

NOTHING: Final = timedelta(0)


@dataclass(frozen=True)
class Watch:
    """A limit from a start on. `spent`: what passed before it was paused. `more`: what was granted to it.

    `was_extended`: a grant stays known while a longer limit covers it, and counts again under a shorter one.
    """

    limit: Limit
    start: datetime
    budget: timedelta
    since: datetime | None
    spent: timedelta = NOTHING
    more: timedelta = NOTHING
    was_extended: bool = False

    @classmethod
    def begun(cls, days: SlowCalendar, limit: Limit, start: datetime) -> "Watch":
        """One that begins to run."""
        return cls(limit, start, days.span(limit, start, days.due(start, limit)), start)

    def due(self, days: SlowCalendar, resumes_at: datetime | None) -> datetime:
        """When it ends."""
        if self.more == self.spent == NOTHING and self.since == self.start:
            return days.due(self.start, self.limit)
        since = self.since or resumes_at
        assert since is not None
        rest = max(self.budget + self.more - self.spent, NOTHING)
        return days.settled(days.after(since, rest) if self.limit.is_working else since + rest, self.limit)

    def pause(self, days: SlowCalendar, now: datetime) -> "Watch":
        """Stop."""
        passed = max(days.span(self.limit, self.since, now), NOTHING) if self.since else NOTHING
        return replace(self, spent=self.spent + passed, since=None)

    def resume(self, now: datetime) -> "Watch":
        """Go on."""
        return replace(self, since=self.since or now)

    def colour(self, days: SlowCalendar, due: datetime, now: datetime, shares: tuple[int, int]) -> str:
        """By how much is left of the time until `due`: in working time if the limit is, unless there is none."""
        if due <= now or self.since is None:
            return "red" if due <= now else "none"
        budget, ahead, gone = self.budget + self.more, *(days.span(self.limit, self.since, at) for at in (due, now))
        whole, before = min(budget, self.spent + ahead), self.spent
        if ahead <= NOTHING < budget - self.spent:
            whole, before, gone = due - self.since, NOTHING, now - self.since
        shown = [gone >= max(whole * (100 - share) / 100 - before, NOTHING) for share in shares]
        return "orange" if shown[1] else "yellow" if shown[0] else "none"

    def granted(self, days: SlowCalendar, due_at: datetime, until: datetime) -> "Watch":
        """So much more as there is work between."""
        more = max(days.span(self.limit, due_at, until), NOTHING)
        return replace(self, more=self.more + more, was_extended=self.was_extended or more > NOTHING)
