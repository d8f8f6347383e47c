"""What does a calendar document say, and is it a calendar one can work by?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from operator import sub
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import (
    Day,
    Document,
    Label,
    Name,
    UnitCode,
    Version,
    pointer,
    read,
    refuse,
)

Opening = tuple[timedelta, timedelta]  # from and until, since local midnight

Hours = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
DayHours = Annotated[tuple[Hours, ...], Field(max_length=12)]

OFFICE_HOURS = ("08:30-12:00", "14:00-17:30")
LONGEST_REST = timedelta(days=61)  # from one working day to the next: sixty days between them
LONGEST_SPAN = timedelta(days=60 * 366)
BASE = "base"
"""What a limit calls the calendar of places without a region; no region has this name."""


class DayKind(StrEnum):
    """What an exceptional day is: no work on a weekday, or work on a day of rest (调休)."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"


class SpecialDay(Document):
    """One exceptional day. `hours` of a workday default to `make_up_hours` of the calendar."""

    kind: DayKind
    zh: Label | None = None
    en: Label | None = None
    hours: DayHours | None = None


class WeekHours(Document):
    """Working hours per weekday, local time; a weekday without hours is a day of rest."""

    mon: DayHours = ()
    tue: DayHours = ()
    wed: DayHours = ()
    thu: DayHours = ()
    fri: DayHours = ()
    sat: DayHours = ()
    sun: DayHours = ()

    def of_days(self) -> tuple[DayHours, ...]:
        """Monday first, as `date.weekday` counts."""
        return self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun


OFFICE_WEEK = WeekHours(mon=OFFICE_HOURS, tue=OFFICE_HOURS, wed=OFFICE_HOURS, thu=OFFICE_HOURS, fri=OFFICE_HOURS)


Days = Annotated[dict[Day, SpecialDay], Field(max_length=20_000, default_factory=dict)]
Zone = Annotated[str, Field(min_length=1, max_length=64)]


class Region(Document):
    """What is different for some units and everything below them.

    What is left out is as in the region that this one `extends`, else as in the document around it. `hours` replace the
    whole week; `days` are added, and a day that both name is as the region says. Ethnic-minority areas set holidays of
    their own: 全国年节及纪念日放假办法 (2024) art. 4. A region without units is used by limits that name it.
    """

    extends: Name | None = None
    units: Annotated[tuple[UnitCode, ...], Field(max_length=5_000)] = ()
    zone: Zone | None = None
    hours: WeekHours | None = None
    make_up_hours: DayHours | None = None
    days: Days


class CalendarDocument(Document):
    """A calendar as published.

    Days before `starts_on` and after `ends_on` do not exist for it. Up to `confirmed_until` every day is sure (the year
    was gazetted); after it the plain week is assumed and due dates are provisional. Days of rest made workdays keep
    `make_up_hours`, by default those of the first working weekday.
    """

    version: Version
    zone: Zone = "Asia/Shanghai"
    starts_on: Annotated[Day, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))] = date(2004, 1, 1)
    confirmed_until: Annotated[Day, Field(ge=date(1900, 1, 1), le=date(2300, 1, 1))]
    hours: WeekHours = OFFICE_WEEK
    make_up_hours: DayHours | None = None
    days: Days
    regions: Annotated[dict[Name, Region], Field(max_length=200, default_factory=dict)]

    @property
    def ends_on(self) -> date:
        """The last day of the horizon: far enough for the longest limit, ten years, in a calendar two years old."""
        return date(self.confirmed_until.year + 12, 12, 31)

    def working_days(self) -> Iterator[tuple[int, tuple[Opening, ...]]]:
        """Every day with working hours from `starts_on` to `ends_on`, ascending, by its `date.toordinal`."""
        plain = [openings(hours) for hours in self.hours.of_days()]
        special = {day.toordinal(): openings(self.hours_of(each)) for day, each in self.days.items()}
        for ordinal in range(self.starts_on.toordinal(), self.ends_on.toordinal() + 1):
            # The first of January of year 1, ordinal 1, is a Monday.
            spans = special[ordinal] if ordinal in special else plain[(ordinal - 1) % 7]
            if spans:
                yield ordinal, spans

    def of_base(self) -> "CalendarDocument":
        """The calendar of places without a region."""
        return self.model_copy(update={"regions": {}})

    def of_region(self, name: str) -> "CalendarDocument":
        """The calendar of a region, as if it were a document of its own; what it extends has to exist."""
        region = self.regions[name]
        given = {field: getattr(region, field) for field in ("zone", "hours", "make_up_hours")}
        around = self.of_region(region.extends) if region.extends else self.of_base()
        changes = {field: value for field, value in given.items() if value is not None}
        return around.model_copy(update={**changes, "days": {**around.days, **region.days}})

    def hours_of(self, special: SpecialDay) -> DayHours:
        """The working hours of an exceptional day; none on a holiday."""
        if special.kind is DayKind.HOLIDAY:
            return ()
        return self.hours_of_make_up_days() if special.hours is None else special.hours

    def hours_of_make_up_days(self) -> DayHours:
        """The working hours of a day of rest that was made a workday."""
        if self.make_up_hours is not None:
            return self.make_up_hours
        return next((hours for hours in self.hours.of_days() if hours), ())


def parse(document: object) -> CalendarDocument:
    """A checked calendar document. Raises `DefinitionInvalid` with one fault per place."""
    calendar = read(CalendarDocument, document)
    refuse(_faults(calendar, calendar.days))
    refuse(_region_faults(calendar))
    return calendar


def openings(hours: DayHours) -> tuple[Opening, ...]:
    """Working hours as spans since local midnight."""
    return tuple((_since_midnight(text[:5]), _since_midnight(text[6:])) for text in hours)


def _since_midnight(text: str) -> timedelta:
    return timedelta(hours=int(text[:2]), minutes=int(text[3:]))


def _faults(calendar: CalendarDocument, days: Mapping[date, SpecialDay]) -> Iterator[Fault]:
    """The faults of the calendar itself, and of these of its days."""
    if not _zone_exists(calendar.zone):
        yield Fault("/zone", "unknown_zone", N_("This time zone is not known. Use an IANA name such as Asia/Shanghai."))
    yield from _hours_faults(calendar)
    yield from _day_faults(calendar, days)
    if not timedelta(0) <= calendar.confirmed_until - calendar.starts_on <= LONGEST_SPAN:
        detail = N_("A calendar is confirmed until a day after its start and at most sixty years later.")
        yield Fault("/confirmed_until", "wrong_span", detail)
    elif not any(calendar.hours.of_days()):
        yield Fault("/hours", "no_working_time", N_("No weekday has working hours, so nothing would ever be due."))
    else:
        yield from _rest_faults(calendar)


def _zone_exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _hours_faults(calendar: CalendarDocument) -> Iterator[Fault]:
    for weekday, hours in zip(WeekHours.model_fields, calendar.hours.of_days(), strict=True):
        yield from _order_faults(hours, "hours", weekday)
    yield from _order_faults(calendar.make_up_hours or (), "make_up_hours")


def _day_faults(calendar: CalendarDocument, days: Mapping[date, SpecialDay]) -> Iterator[Fault]:
    for day, special in days.items():
        place = ("days", day.isoformat())
        if not calendar.starts_on <= day <= calendar.ends_on:
            yield Fault(pointer(*place), "outside_calendar", N_("This day lies before or too far behind the calendar."))
        if special.kind is DayKind.HOLIDAY and special.hours is not None:
            yield Fault(pointer(*place, "hours"), "holiday_with_hours", N_("A holiday has no working hours."))
        if special.kind is DayKind.WORKDAY and not calendar.hours_of(special):
            yield Fault(pointer(*place), "workday_without_hours", N_("A workday needs working hours."))
        yield from _order_faults(special.hours or (), *place, "hours")


def _order_faults(hours: DayHours, *place: str) -> Iterator[Fault]:
    closed_at = timedelta(0)
    for index, (opens, closes) in enumerate(openings(hours)):
        if not closed_at <= opens < closes:
            detail = N_("Working hours have to ascend, without overlap and without empty spans.")
            yield Fault(pointer(*place, index), "hours_overlap", detail)
        closed_at = closes


def _rest_faults(calendar: CalendarDocument) -> Iterator[Fault]:
    """The plain week has working hours, so a rest without end is made of special days."""
    days = [ordinal for ordinal, _ in calendar.working_days()]
    ends = [calendar.starts_on.toordinal(), *days, calendar.ends_on.toordinal()]
    if max(map(sub, ends[1:], ends)) > LONGEST_REST.days:
        yield Fault("/days", "no_working_time", N_("There are more than sixty days on end without working time."))


def _region_faults(calendar: CalendarDocument) -> Iterator[Fault]:
    """The calendar around the regions is right, so what is wrong in a region was said by it."""
    sound = True
    for name in calendar.regions:
        if name == BASE:
            yield Fault(pointer("regions", name), "reserved_name", N_("This name is reserved."))
        for fault in _extends_faults(calendar, name):
            sound = False
            yield fault
    yield from _unit_faults(calendar)
    for name, region in calendar.regions.items() if sound else ():
        merged = calendar.of_region(name)
        # Other hours may leave a workday that was inherited without any.
        days = region.days if region.hours is None and region.make_up_hours is None else merged.days
        for fault in _faults(merged, days):
            yield replace(fault, pointer=pointer("regions", name) + fault.pointer)


def _extends_faults(calendar: CalendarDocument, name: str) -> Iterator[Fault]:
    place = pointer("regions", name, "extends")
    passed: set[str] = set()
    above: str | None = name
    while above is not None and above not in passed:
        passed.add(above)
        above = calendar.regions[above].extends
        if above is not None and above not in calendar.regions:
            if len(passed) == 1:
                yield Fault(place, "unknown_region", N_("This calendar has no such region."))
            return
    if above == name:
        yield Fault(place, "cycle", N_("This region extends itself, by way of others or at once."))


def _unit_faults(calendar: CalendarDocument) -> Iterator[Fault]:
    """The nearest region counts, so a unit that is named in two of them has none."""
    seen: set[str] = set()
    for name, region in calendar.regions.items():
        for nth, unit in enumerate(region.units):
            if unit in seen:
                yield Fault(pointer("regions", name, "units", nth), "used_twice", N_("This is used twice."))
            seen.add(unit)
