"""When is something due? Working days and working time of one place, compiled from a calendar document.

A period runs from its start up to, but not including, the moment it is due: a ticket is overdue when `due_at <= now`.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from escalation.clocks.calendar_document import CalendarDocument, Opening, parse
from escalation.clocks.limits import Limit, LimitUnit
from escalation.clocks.working_time import WorkingTime
from escalation.errors import N_, GuardFailed

_DAY = timedelta(days=1)
_Day = tuple[int, list[tuple[datetime, datetime]]]


class Due(NamedTuple):
    """A moment, in UTC. `provisional`: it rests on days that are not gazetted yet and may still move."""

    at: datetime
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working time of one place. Immutable; equal to another if the documents say the same.

    Moments have to be aware (`ValueError`). A moment outside the horizon of the document is refused with `GuardFailed`.
    """

    version: int
    digest: str
    zone: ZoneInfo = field(compare=False)
    confirmed_until: date = field(compare=False)
    _begins: datetime = field(compare=False, repr=False)
    _ends: datetime = field(compare=False, repr=False)
    _confirmed_end: datetime = field(compare=False, repr=False)
    _time: WorkingTime = field(compare=False, repr=False)
    _days: tuple[int, ...] = field(compare=False, repr=False)
    _openings: tuple[datetime, ...] = field(compare=False, repr=False)
    _closings: tuple[datetime, ...] = field(compare=False, repr=False)

    @classmethod
    def compile(cls, document: object) -> Self:
        """A calendar from a `CalendarDocument` or from plain JSON, without its regions.

        Raises `DefinitionInvalid` with JSON pointers.
        """
        return cls.of(parse(document).of_base())

    @classmethod
    def of(cls, checked: CalendarDocument) -> Self:
        """A calendar from a document that was checked: by `parse`, as a whole."""
        zone = ZoneInfo(checked.zone)
        days = list(_in_utc(checked.working_days(), zone))
        return cls(
            version=checked.version,
            digest=checked.digest,
            zone=zone,
            confirmed_until=checked.confirmed_until,
            _begins=_midnight(checked.starts_on, zone),
            _ends=_midnight(checked.ends_on + _DAY, zone),
            _confirmed_end=_midnight(checked.confirmed_until + _DAY, zone),
            _time=WorkingTime.of(interval for _, intervals in days for interval in intervals),
            _days=tuple([ordinal for ordinal, _ in days]),
            _openings=tuple([intervals[0][0] for _, intervals in days]),
            _closings=tuple([intervals[-1][1] for _, intervals in days]),
        )

    def due(self, start: datetime, limit: Limit) -> Due:
        """When `limit` ends if it starts to run at `start`; `escalation.clocks.limits` tells how it is counted.

        `limit.calendar` is not looked at: whoever asks this calendar has chosen it.
        """
        start = self._within(start)
        counted = self._counted_from(start, limit) if limit.from_workday or limit.cut_off else start
        if limit.duration is not None:
            return self._after(counted, limit.duration, working=limit.is_working, moved=counted != start)
        last = self._nth_working_day if limit.unit is LimitUnit.WORKING_DAYS else self._last_day
        return self._end_of_day(last(counted, limit), counted, limit)

    def due_after(self, start: datetime, budget: timedelta) -> Due:
        """The earliest moment, not before `start`, by which `budget` of working time has passed since `start`.

        A budget that ends exactly at closing time is due at closing time. The inverse of `worked`.
        """
        start = self._within(start)
        at = self._time.moment(self._time.position(start) + budget)
        if at is None:
            raise _outside()
        return Due(max(start, at), at > self._confirmed_end)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`, negative if `end` is the earlier one."""
        return self._time.position(self._within(end)) - self._time.position(self._within(start))

    def moments_after(self, start: datetime, budgets: Iterable[timedelta]) -> list[datetime]:
        """`due_after` for several budgets at once; what lies outside the horizon is left out."""
        start = self._within(start)
        position = self._time.position(start)
        moments = (self._time.moment(position + budget) for budget in budgets)
        return [max(start, moment) for moment in moments if moment is not None]

    def is_working_day(self, day: date) -> bool:
        """Whether there is work on a local day; after `confirmed_until` this is an assumption."""
        ordinal = day.toordinal()
        index = bisect_left(self._days, ordinal)
        return index < len(self._days) and self._days[index] == ordinal

    def local_day(self, moment: datetime) -> date:
        """The day it is at this place."""
        return moment.astimezone(self.zone).date()

    def settled(self, due: Due, limit: Limit) -> Due:
        """The end of a limit in days or months that was paused or extended, and whose budget is used up when `due`.

        It ends as such limits do, when business stops on the last day, and if there is none on the next working day
        (Civil Code art. 203), unless the limit says otherwise. Working days end where their working time does.
        """
        moment = self._within(due.at) - (timedelta(0) if limit.keep_time else timedelta.resolution)
        day = self.local_day(moment)
        if limit.unit is LimitUnit.WORKING_DAYS:
            return Due(_midnight(day + _DAY, self.zone), due.provisional) if limit.midnight else due
        last = self._working_day(bisect_left(self._days, day.toordinal())) if limit.roll else day
        return self._end_of_day(last, moment, limit)

    def _within(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        if not self._begins <= moment < self._ends:
            raise _outside()
        return moment.astimezone(UTC)

    def _counted_from(self, start: datetime, limit: Limit) -> datetime:
        """The moment that counts as the start: a limit may move it off days without work and past a cut-off hour."""
        local = start.astimezone(self.zone)
        day = local.date()
        if limit.from_workday:
            day = self._working_day(bisect_left(self._days, day.toordinal()))
        if limit.cut_off is not None and (local.time() >= limit.cut_off or not self.is_working_day(day)):
            index = bisect_right(self._days, day.toordinal())
            self._working_day(index)
            return self._openings[index]
        return start if day == local.date() else self._same_time(local, day)

    def _after(self, start: datetime, duration: timedelta, *, working: bool, moved: bool) -> Due:
        if working:
            return self.due_after(start, duration)
        return Due(start + duration, moved and start > self._confirmed_end)

    def _nth_working_day(self, start: datetime, limit: Limit) -> date:
        """A day whose business is over when the period starts cannot be its first day."""
        today = self.local_day(start).toordinal()
        if limit.first_day_counts:
            first = bisect_left(self._days, today)
            first += first < len(self._days) and self._closings[first] <= start
        else:
            first = bisect_right(self._days, today)
        return self._working_day(first + limit.amount - 1)

    def _last_day(self, start: datetime, limit: Limit) -> date:
        last = _last_date(self.local_day(start), limit)
        return self._working_day(bisect_left(self._days, last.toordinal())) if limit.roll else last

    def _working_day(self, index: int) -> date:
        if index >= len(self._days):
            raise _outside()
        return date.fromordinal(self._days[index])

    def _end_of_day(self, day: date, start: datetime, limit: Limit) -> Due:
        """Closing time; but 24:00 if the limit says so, without work on that day, or if it was over at `start`."""
        unsure = day > self.confirmed_until and (limit.roll or not (limit.midnight or limit.keep_time))
        if limit.keep_time:
            return Due(self._same_time(start.astimezone(self.zone), day), unsure)
        if not limit.midnight and self.is_working_day(day):
            closing = self._closings[bisect_left(self._days, day.toordinal())]
            if closing > start:
                return Due(closing, unsure)
        return Due(_midnight(day + _DAY, self.zone), unsure)

    def _same_time(self, local: datetime, day: date) -> datetime:
        """The local time of day, however far the clocks were moved in between."""
        return datetime.combine(day, local.time(), self.zone).astimezone(UTC)


def _outside() -> GuardFailed:
    return GuardFailed(N_("This moment lies outside the working calendar in force."))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _last_date(first: date, limit: Limit) -> date:
    """The last day of a limit in calendar days or months that starts on `first`, working or not.

    It is the corresponding day, or the day before it if the first day counts. A month without a corresponding day ends
    the period with its own last day (Civil Code art. 202), whether the first day counts or not.
    """
    earlier = _DAY if limit.first_day_counts else timedelta(0)
    if limit.unit is not LimitUnit.MONTHS:
        return first + limit.amount * _DAY - earlier
    years, month = divmod(first.month - 1 + limit.amount, 12)
    year, month = first.year + years, month + 1
    length = monthrange(year, month)[1]
    return date(year, month, length) if first.day > length else date(year, month, first.day) - earlier


def _in_utc(days: Iterable[tuple[int, tuple[Opening, ...]]], zone: ZoneInfo) -> Iterator[_Day]:
    """The working intervals of each day. Edges are converted one by one only on days on which clocks change."""
    known = 0
    following: timedelta | None = None  # the offset at the midnight with which the day `known` begins
    for ordinal, spans in days:
        midnight = datetime.fromordinal(ordinal)
        offset = following if known == ordinal else zone.utcoffset(midnight)
        known, following = ordinal + 1, zone.utcoffset(midnight + _DAY)
        if offset is not None and offset == following:
            start = midnight.replace(tzinfo=UTC) - offset
            yield ordinal, [(start + opens, start + closes) for opens, closes in spans]
        else:
            local = [[(midnight + edge).replace(tzinfo=zone) for edge in span] for span in spans]
            yield ordinal, [(opens.astimezone(UTC), closes.astimezone(UTC)) for opens, closes in local]
