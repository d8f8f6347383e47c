"""When is something due? Working days and working time of one place, compiled from a calendar document.

A period runs from its start up to, but not including, the moment it is due: a ticket is overdue when `due_at <= now`.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from escalation.clocks.calendar_document import Opening, parse
from escalation.clocks.limits import Limit, Unit
from escalation.clocks.worktime import WorkingTime
from escalation.errors import N_, GuardFailed

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
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
    _days: tuple[date, ...] = field(compare=False, repr=False)
    _closings: tuple[datetime, ...] = field(compare=False, repr=False)

    @classmethod
    def compile(cls, document: object) -> Self:
        """A calendar from a `CalendarDocument` or from plain JSON. Raises `DefinitionInvalid` with JSON pointers."""
        checked = parse(document)
        zone = ZoneInfo(checked.zone)
        days = [(day, _in_utc(day, spans, zone)) for day, spans in checked.working_days]
        return cls(
            version=checked.version,
            digest=checked.digest,
            zone=zone,
            confirmed_until=checked.confirmed_until,
            _begins=_midnight(checked.starts_on, zone),
            _ends=_midnight(checked.ends_on + _DAY, zone),
            _confirmed_end=_midnight(checked.confirmed_until + _DAY, zone),
            _time=WorkingTime.of(interval for _, intervals in days for interval in intervals),
            _days=tuple(day for day, _ in days),
            _closings=tuple(intervals[-1][1] for _, intervals in days),
        )

    def due(self, start: datetime, limit: Limit) -> Due:
        """When `limit` ends if it starts to run at `start`; `escalation.clocks.limits` tells how it is counted."""
        start = self._within(start)
        if limit.duration is not None:
            return self.due_after(start, limit.duration) if limit.is_working else Due(start + limit.duration)
        if limit.unit is Unit.WORKING_DAYS:
            return self._end_of_day(self._nth_working_day(start, limit), start, limit)
        return self._end_of_day(self._last_day(start, limit), start, limit)

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

    def is_working_day(self, day: date) -> bool:
        """Whether there is work on a local day; after `confirmed_until` this is an assumption."""
        index = bisect_left(self._days, day)
        return index < len(self._days) and self._days[index] == day

    def local_day(self, moment: datetime) -> date:
        """The day it is at this place."""
        return moment.astimezone(self.zone).date()

    def _within(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        if not self._begins <= moment < self._ends:
            raise _outside()
        return moment.astimezone(UTC)

    def _nth_working_day(self, start: datetime, limit: Limit) -> date:
        """A day whose business is over when the period starts cannot be its first day."""
        today = self.local_day(start)
        if limit.first_day_counts:
            first = bisect_left(self._days, today)
            first += first < len(self._days) and self._closings[first] <= start
        else:
            first = bisect_right(self._days, today)
        return self._working_day(first + limit.amount - 1)

    def _last_day(self, start: datetime, limit: Limit) -> date:
        today = self.local_day(start)
        last = _months_later(today, limit.amount) if limit.unit is Unit.MONTHS else today + limit.amount * _DAY
        last -= _DAY if limit.first_day_counts else timedelta(0)
        return self._working_day(bisect_left(self._days, last)) if limit.roll else last

    def _working_day(self, index: int) -> date:
        if index >= len(self._days):
            raise _outside()
        return self._days[index]

    def _end_of_day(self, day: date, start: datetime, limit: Limit) -> Due:
        """Closing time; but 24:00 if the limit says so, without work on that day, or if it was over at `start`."""
        unsure = day > self.confirmed_until and (limit.roll or not limit.midnight)
        if not limit.midnight and self.is_working_day(day):
            closing = self._closings[bisect_left(self._days, day)]
            if closing > start:
                return Due(closing, unsure)
        return Due(_midnight(day + _DAY, self.zone), unsure)


def _outside() -> GuardFailed:
    return GuardFailed(N_("This moment lies outside the working calendar in force."))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _in_utc(day: date, spans: tuple[Opening, ...], zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The working intervals of a day. Edges are converted one by one only on days on which clocks change."""
    midnight = datetime.combine(day, time.min, zone)
    offset = zone.utcoffset(midnight)
    if offset is not None and offset == zone.utcoffset(midnight + _DAY):
        start = datetime.combine(day, time.min, UTC) - offset
        return [(start + opens, start + closes) for opens, closes in spans]
    return [((midnight + opens).astimezone(UTC), (midnight + closes).astimezone(UTC)) for opens, closes in spans]
