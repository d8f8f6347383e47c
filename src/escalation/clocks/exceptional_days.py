"""Which days make the way to a due date longer or shorter? The exceptional days of the calendar that count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.calendar_document import DayKind, SpecialDay
from escalation.clocks.calendars import Calendars
from escalation.clocks.limits import LimitUnit
from escalation.clocks.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class NamedDays:
    """Exceptional days on end that have one name: holidays, or days of rest with work (调休)."""

    first: date
    last: date
    kind: DayKind
    zh: str | None
    en: str | None


def days_that_count(
    watch: Stopwatch, due: Due, left: date | None, region: str, calendars: Calendars, calendar: Calendar
) -> tuple[NamedDays, ...]:
    """Those in working time, or those over which the end moved from the day that it `left` (`rolled_from`).

    `calendar`: that of the region.
    """
    first = calendar.local_day(watch.started_at) if watch.limit.is_working else left
    days = calendars.special_days(region, first, _last_day(calendar, due.at)) if first else {}
    return tuple(_spans(days))


def rolled_from(watch: Stopwatch, due: Due, calendar: Calendar) -> date | None:
    """The last day of a limit in calendar days or months, if the end moved off it."""
    limit = watch.limit
    if limit.unit not in {LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS} or not limit.roll or not watch.is_plain:
        return None
    last = _last_day(calendar, calendar.due(watch.started_at, replace(limit, roll=False)).at)
    return last if last != _last_day(calendar, due.at) else None


def _last_day(calendar: Calendar, due: datetime) -> date:
    """A period that ends at midnight ends with the day before."""
    return calendar.local_day(due - timedelta.resolution)


def _spans(days: Mapping[date, SpecialDay]) -> Iterator[NamedDays]:
    """Days on end with one name, as one."""
    open_: NamedDays | None = None
    for day, special in days.items():
        if open_ and (open_.last + timedelta(days=1), open_.kind, open_.zh) == (day, special.kind, special.zh):
            open_ = replace(open_, last=day)
            continue
        if open_:
            yield open_
        open_ = NamedDays(day, day, special.kind, special.zh, special.en)
    if open_:
        yield open_
