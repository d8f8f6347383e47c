"""How much working time lies between two moments? Intervals with prefix sums, so that every answer is a bisect."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Ascending intervals `[start, end)` in UTC; `before[i]` and `until[i]` are the sums at the two ends."""

    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    before: tuple[timedelta, ...]
    until: tuple[timedelta, ...]

    @classmethod
    def of(cls, intervals: Iterable[tuple[datetime, datetime]]) -> Self:
        """Sum up ascending intervals.

        What overlaps the interval before is cut off and what is then empty is left out: local times skipped by a change
        to summer time can make neighbours touch.
        """
        starts: list[datetime] = []
        ends: list[datetime] = []
        before: list[timedelta] = []
        until: list[timedelta] = []
        total = _NOTHING
        for opens, closes in intervals:
            start = ends[-1] if ends and opens < ends[-1] else opens
            if start < closes:
                starts.append(start)
                ends.append(closes)
                before.append(total)
                total += closes - start
                until.append(total)
        return cls(tuple(starts), tuple(ends), tuple(before), tuple(until))

    def position(self, moment: datetime) -> timedelta:
        """The working time from the first interval to `moment`."""
        index = bisect_right(self.starts, moment) - 1
        if index < 0:
            return _NOTHING
        return min(self.before[index] + (moment - self.starts[index]), self.until[index])

    def moment(self, position: timedelta) -> datetime | None:
        """The earliest moment at which `position` is reached, so a closing time rather than the opening after it.

        `None` if the intervals end before.
        """
        index = bisect_left(self.until, position)
        return self.starts[index] + (position - self.before[index]) if index < len(self.until) else None
