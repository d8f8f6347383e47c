"""How do a unit and those directly below it stand (unit report)? With all below each, and day by day."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.clocks.policy_document import Level
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime import subtree
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.people_in_charge import people_in_charge
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.organisation.usecases.policies import policy_in_force
from escalation.organisation.usecases.units import require_unit
from escalation.statistics.domain.reports import AS_OF, ONLY_SEEN, Period, ReportGroup, ReportKind
from escalation.statistics.domain.unit_report import (
    BY_DAY,
    BY_UNIT,
    DayCounts,
    DayFigures,
    UnitFigures,
    days_of,
    summed,
)
from escalation.statistics.storage.unit_report_statements import (
    DIRECTLY_BELOW,
    became_late_by_day,
    closed_by_day,
    in_hand,
    on_time,
    received_by_day,
)
from escalation.statistics.storage.whole_unit_statements import (
    BECAME_LATE_BY_DAY,
    CLOSED_BY_DAY,
    IN_HAND,
    ON_TIME,
    RECEIVED_BY_DAY,
)
from escalation.statistics.usecases.reports import WantedReport, ask_report
from escalation.texts import Language, name_zone, translate
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Search, Sort
from escalation.tickets.storage.lists import find_listing
from escalation.tickets.usecases.ticket_filters import WantedFilters, check_filters


@dataclass(frozen=True, slots=True)
class ReportedUnit:
    """A unit with the name of its level, the figures of all that lies there and below, and who is in charge of it."""

    id: UUID
    code: str
    name: str
    kind: str
    level: int
    level_name: Level | None
    figures: UnitFigures
    in_charge: str | None


@dataclass(frozen=True, slots=True)
class UnitReport:
    """The answer: the unit with everything below (`total`), what it holds itself (`own`), and those directly below.

    `days`: the period, its first day first.
    """

    total: ReportedUnit
    own: UnitFigures
    items: Sequence[ReportedUnit]
    days: Sequence[DayFigures]
    since: datetime
    as_of: datetime
    zone: ZoneInfo
    definition: str


async def report_by_unit(
    runtime: Runtime, actor: Actor, wanted: WantedFilters, days: int, language: Language
) -> UnitReport:
    """One report of what the actor may see now, of a unit, their own if none is named, and the last so many days.

    Raises `ValidationFailed` for a filter that names what is not there.
    """
    async with runtime.database.connection(changes=False) as connection:
        zone, now = (await calendars_in_force(runtime, connection)).base.zone, await read_now(connection)
        levels = (await policy_in_force(runtime, connection)).levels
        unit = await unit_of(connection, actor, wanted.unit)
        since = _first_moment(now, days, zone)
        is_whole = wanted == WantedFilters(Filters(), unit=wanted.unit) and _reaches(actor, unit)
        asked = AskedUnit(connection, actor, replace(wanted, unit=unit.code), unit, zone, since, now, is_whole)
        figures, told = await asked.figures(), await asked.days()
        below = await connection.rows(DIRECTLY_BELOW, unit_id=unit.id)
        people = await people_in_charge(connection, [unit.id, *(row["id"] for row in below)])
    in_charge = {unit_id: person.name for unit_id, person in people.items()}
    items = [_reported(row, levels, figures[row["serial"]], in_charge.get(row["id"])) for row in below]
    total = ReportedUnit(
        unit.id, unit.code, unit.name, unit.kind, unit.level, levels.get(unit.level), summed(figures.values()),
        in_charge.get(unit.id),
    )  # fmt: skip
    shown = [item for item, row in zip(items, below, strict=True) if row["active"] or not item.figures.is_empty]
    as_of = translate(AS_OF, language).format(
        as_of=f"{now.astimezone(zone):%Y-%m-%d %H:%M}", zone=name_zone(zone, language)
    )
    between = " " if language == "en" else ""
    definition = between.join([*(translate(text, language) for text in (BY_UNIT, BY_DAY, ONLY_SEEN)), as_of])
    return UnitReport(total, figures[_OWN], shown, told, since, now, zone, definition)


_OWN: Final = None
"""What stands for the unit itself among the serials of those below it."""


def _first_moment(now: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Of so many days until now, the first one whole."""
    first = now.astimezone(zone).date() - timedelta(days=days - 1)
    return datetime(first.year, first.month, first.day, tzinfo=zone)


async def unit_of(connection: Connection, actor: Actor, code: str | None) -> Unit:
    """The unit that is reported on, the actor's own if none is named. Raises `ValidationFailed` if there is none."""
    if code is not None:
        return await require_unit(connection, code)
    if actor.unit_id is None:
        raise ValidationFailed(faults=[Fault("?unit", "missing", N_("This is missing."))])
    return (await find_units(connection, [actor.unit_id]))[actor.unit_id]


def _reaches(actor: Actor, unit: Unit) -> bool:
    has_subtree = subtree.shape(actor) is subtree.Shape.SUBTREE and actor.unit_id is not None
    return has_subtree and unit.path.startswith(actor.unit_path)


def _reported(row: Row, levels: Mapping[int, Level], figures: UnitFigures, in_charge: str | None) -> ReportedUnit:
    level = row["level"]
    return ReportedUnit(row["id"], row["code"], row["name"], row["kind"], level, levels.get(level), figures, in_charge)


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """Of which tickets figures are asked, and of which period.

    `is_whole`: of all that the actor may see of a part of their own subtree, which indexes alone tell.
    """

    connection: Connection
    actor: Actor
    wanted: WantedFilters
    unit: Unit
    zone: ZoneInfo
    since: datetime
    now: datetime
    is_whole: bool

    async def figures(self) -> Mapping[int | None, UnitFigures]:
        """By the serial of each unit directly below that has any, and of the unit itself."""
        found: defaultdict[int | None, UnitFigures] = defaultdict(UnitFigures)
        for row in await (self._whole(IN_HAND) if self.is_whole else self._in_hand()):
            found[row["below"]] = UnitFigures(*list(row.values())[1:])
        for row in await (self._whole(ON_TIME) if self.is_whole else self._on_time()):
            told = {"tickets": row["tickets"], "closed_on_time": row["closed_on_time"]}
            found[row["below"]] = replace(found[row["below"]], **told)
        return found

    async def days(self) -> list[DayFigures]:
        """What was received, closed and late on each day."""
        received, became_late, closed, closed_late = (defaultdict[date, int](int) for _ in range(4))
        for row in await (self._whole(RECEIVED_BY_DAY) if self.is_whole else self._received_by_day()):
            received[row["day"]] += row["tickets"]
        for row in await (self._whole(BECAME_LATE_BY_DAY) if self.is_whole else self._became_late_by_day()):
            became_late[row["day"]] += row["tickets"]
        for row in await (self._whole(CLOSED_BY_DAY) if self.is_whole else self._closed_by_day()):
            closed[row["day"]] += row["tickets"]
            if row["late_on"] is not None:
                became_late[row["late_on"]] += row["tickets"]
                closed_late[row["day"]] += row["tickets"]
        counts = DayCounts(received, closed, became_late, closed_late)
        return list(days_of(self.since.date(), self.now.astimezone(self.zone).date(), counts))

    async def _whole(self, statement: Compiled) -> Sequence[Row]:
        return await self.connection.rows(statement, **subtree.params(self.actor), **self._values())

    async def _in_hand(self) -> Sequence[Row]:
        filters = await self._filters()
        return await self._rows(in_hand, replace(filters, open=True)) if True in filters.kinds else []

    async def _on_time(self) -> Sequence[Row]:
        period = Period(self.since, self.now)
        report = WantedReport(ReportKind.ON_TIME, ReportGroup.ORIGIN, period, self.wanted, self.unit.code)
        asked = await ask_report(self.connection, self.actor, report, self.now)
        if asked is None:
            return []
        question, values = asked
        return await self.connection.rows(on_time(question), **{**values, **self._values()})

    async def _received_by_day(self) -> Sequence[Row]:
        filters = await self._filters()
        formed = replace(filters, created_since=_later(filters.created_since, self.since))
        return await self._rows(received_by_day, formed, Sort.CREATED) if filters.kinds else []

    async def _became_late_by_day(self) -> Sequence[Row]:
        filters = await self._filters()
        if True not in filters.kinds or filters.ever_breached is False:
            return []
        late = replace(filters, open=True, ever_breached=True)
        return await self._rows(became_late_by_day, late, Sort.UPDATED_LAST)

    async def _closed_by_day(self) -> Sequence[Row]:
        filters = await self._filters()
        changed = replace(filters, open=False, updated_since=_later(filters.updated_since, self.since))
        return await self._rows(closed_by_day, changed, Sort.UPDATED_LAST) if False in filters.kinds else []

    async def _filters(self) -> Filters:
        return await check_filters(self.connection, self.actor, self.wanted)

    async def _rows(
        self, statement: Callable[[Search], Compiled], filters: Filters, sort: Sort = Sort.DUE
    ) -> Sequence[Row]:
        listing = await find_listing(self.connection, self.actor, filters, sort)
        if listing is None:
            return []
        return await self.connection.rows(statement(listing.search), **listing.params, **self._values())

    def _values(self) -> dict[str, object]:
        path = self.unit.path
        return {
            "above_path": path, "above_end": end_of(path), "zone": self.zone.key,
            "since": self.since, "until": self.now,
        }  # fmt: skip


def _later(one: datetime | None, other: datetime) -> datetime:
    return max(one, other) if one is not None else other
