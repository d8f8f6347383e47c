"""Whose calendar counts? One published document: the calendar of the whole place, and regions that differ from it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import product, zip_longest
from types import MappingProxyType
from typing import Self
from zoneinfo import ZoneInfo

from escalation.clocks.calendar import Calendar
from escalation.clocks.calendar_document import BASE, CalendarDocument, SpecialDay, parse
from escalation.clocks.limits import Limit
from escalation.errors import N_, Fault, GuardFailed
from escalation.kit.parsing.checked_documents import pointer, read

_NOVEMBER = 11
"""The State Council gazettes the holidays of a year in the November before it."""


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of one document. Immutable; equal to others if the documents say the same.

    `units`: which region a unit belongs to, by the unit's code. Regions are compiled when they are first asked for.
    """

    version: int
    digest: str
    base: Calendar = field(compare=False)
    units: Mapping[str, str] = field(compare=False, repr=False)
    _document: CalendarDocument = field(compare=False, repr=False)
    _compiled: dict[str, Calendar] = field(compare=False, repr=False)

    @classmethod
    def compile(cls, document: object) -> Self:
        """Calendars from a `CalendarDocument` or from plain JSON.

        Raises `DefinitionInvalid` with JSON pointers: what makes a calendar unusable, in each region too, regions that
        extend unknown ones or themselves, and units in two regions.
        """
        checked = parse(document)
        base = Calendar.of(checked.of_base())
        units = {unit: name for name, region in checked.regions.items() for unit in region.units}
        return cls(checked.version, checked.digest, base, MappingProxyType(units), checked, {BASE: base})

    @property
    def confirmed_until(self) -> date:
        """The last day that is sure; every region shares it."""
        return self.base.confirmed_until

    @property
    def names(self) -> frozenset[str]:
        """What a limit may name as its calendar."""
        return frozenset((BASE, *self._document.regions))

    def of(self, units: Sequence[str], limit: Limit | None = None) -> Calendar:
        """The calendar that counts for a unit, given by the codes of the unit and its ancestors, nearest first.

        That which the limit names, or that of the nearest unit with a region, or that of no region. Raises
        `GuardFailed` if the limit names a region that is not there.
        """
        return self._region(self.region_of(units, limit))

    def region_of(self, units: Sequence[str], limit: Limit | None = None) -> str:
        """The name of the calendar that `of` gives: that of a region, or `base`."""
        if limit is not None and limit.calendar is not None:
            return limit.calendar
        if not self.units:
            return BASE
        return next((self.units[unit] for unit in units if unit in self.units), BASE)

    def special_days(self, region: str, first: date, last: date) -> dict[date, SpecialDay]:
        """The exceptional days of a calendar, from one day to another, both included, in their order."""
        days = self._part(region).days
        return {day: days[day] for day in sorted(days) if first <= day <= last}

    def first_difference(self, other: Self) -> datetime | None:
        """The earliest moment from which a due date, or its being provisional, may differ; `None` if none can.

        A period that ends before that moment ends the same by both.
        """
        pairs = {(name, name) for name in self.names & other.names}
        for unit in self.units.keys() | other.units.keys():
            mine, theirs = self.units.get(unit), other.units.get(unit)
            if mine != theirs:
                # A unit without a region of its own has that of some ancestor, and trees are not known here.
                pairs.update(product([mine] if mine else self._held(), [theirs] if theirs else other._held()))
        found = (_first_difference(self._part(mine), other._part(theirs)) for mine, theirs in pairs)
        return min((moment for moment in found if moment is not None), default=None)

    def _held(self) -> set[str]:
        """The calendars by which units are counted."""
        return {BASE, *self.units.values()}

    def _region(self, name: str) -> Calendar:
        calendar = self._compiled.get(name)
        if calendar is None:
            if name not in self._document.regions:
                raise GuardFailed(N_("The working calendar in force has no region of the name that a limit asks for."))
            calendar = self._compiled[name] = Calendar.of(self._document.of_region(name))
        return calendar

    def _part(self, name: str) -> CalendarDocument:
        return self._document.of_base() if name == BASE else self._document.of_region(name)


def missing_year(calendars: Calendars, now: datetime) -> int | None:
    """The first year without gazetted days that operators should have published by `now`.

    The present year at any time; the next one from the first of November on.
    """
    today = calendars.base.local_day(now)
    sure = calendars.confirmed_until
    missing = sure.year if sure < date(sure.year, 12, 31) else sure.year + 1
    return missing if missing <= today.year + (today.month >= _NOVEMBER) else None


def unit_faults(document: object, known: Collection[str]) -> Iterator[Fault]:
    """The units that regions name and that do not exist."""
    for name, region in read(CalendarDocument, document).regions.items():
        for nth, unit in enumerate(region.units):
            if unit not in known:
                place = pointer("regions", name, "units", nth)
                yield Fault(place, "unknown_unit", N_("There is no unit of this code."))


def _first_difference(one: CalendarDocument, two: CalendarDocument) -> datetime | None:
    day = _first_different_day(one, two)
    if day is None:
        return None
    midnight = partial(datetime.combine, day, time.min)
    return min(midnight(ZoneInfo(document.zone)).astimezone(UTC) for document in (one, two))


def _first_different_day(one: CalendarDocument, two: CalendarDocument) -> date | None:
    if one.zone != two.zone or one.starts_on != two.starts_on:
        return min(one.starts_on, two.starts_on)
    days = zip_longest(one.working_days(), two.working_days())
    differing = next(((mine, theirs) for mine, theirs in days if mine != theirs), ())
    first = [date.fromordinal(min(day[0] for day in differing if day))] if differing else []
    if one.confirmed_until != two.confirmed_until:
        first.append(min(one.confirmed_until, two.confirmed_until) + timedelta(days=1))
    return min(first, default=None)
