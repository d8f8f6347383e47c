"""How active are a unit and those directly below it, week by week (activity trends), and which alarms are there?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import UnitName, find_units
from escalation.organisation.usecases.units import require_unit
from escalation.programme.trends.domain.activity import Activity
from escalation.programme.trends.domain.rules import SECTION, TrendRules
from escalation.programme.trends.storage import alarms
from escalation.programme.trends.storage.activity_counts import CountedWeek, counted_weeks, read_activity
from escalation.programme.trends.storage.alarms import UnitAlarm
from escalation.programme.trends.storage.below import units_directly_below
from escalation.programme.trends.usecases.trend_weeks import WEEK, place_weeks
from escalation.publishing.usecases.programme_rules import rules_in_force

Counts = Mapping[Activity, int]
NOTHING: Counts = dict.fromkeys(Activity, 0)


@dataclass(frozen=True, slots=True)
class WeekActivity:
    """What was done in a week: by kind, and weighed."""

    monday: date
    working_days: int
    counts: Counts
    weighed: int


@dataclass(frozen=True, slots=True)
class UnitTrend:
    """A unit with its weeks, and the alarms of it that are not over."""

    unit: UnitName
    weeks: Sequence[WeekActivity]
    alarms: Sequence[UnitAlarm]


@dataclass(frozen=True, slots=True)
class ActivityTrends:
    """The answer: the unit with all below (`total`), what it did itself (`own`), and those directly below."""

    total: UnitTrend
    own: Sequence[WeekActivity]
    items: Sequence[UnitTrend]
    weights: Mapping[Activity, int]


async def read_trends(runtime: Runtime, actor: Actor, code: str | None, weeks: int) -> ActivityTrends:
    """The last so many weeks that are over. A handler sees their unit alone.

    Raises `ValidationFailed` for an unknown unit, `NotFound` for one out of sight.
    """
    async with runtime.database.connection(changes=False) as connection:
        rules = await rules_in_force(runtime, connection, SECTION)
        place, now = await place_weeks(runtime, connection), await read_now(connection)
        unit = await _unit_of(connection, actor, code)
        last = place.last_before(now)
        counted = await counted_weeks(connection, last - WEEK * (weeks - 1))
        is_all = actor.role is not Role.HANDLER
        end = end_of(unit.path) if is_all else f"{unit.path}!"
        rows = await read_activity(connection, unit.path, end, last - WEEK * (weeks - 1))
        below = await units_directly_below(connection, unit.id) if is_all else []
        given = await alarms.open_alarms(connection, [unit.id, *(each.name.id for each in below)])
    done: dict[str, dict[date, Counts]] = {}
    for part, monday, counts in rows:
        done.setdefault(part, {})[monday] = counts
    own = _weeks(counted, done.get("", {}), rules)
    total = _weeks(counted, _together(done.values()), rules)
    items = [
        UnitTrend(each.name, _weeks(counted, done.get(each.serial, {}), rules), _of(given, each.name.id))
        for each in below if each.active or each.serial in done
    ]  # fmt: skip
    name = UnitName(unit.id, unit.code, unit.name)
    return ActivityTrends(UnitTrend(name, total, _of(given, unit.id)), own, items, rules.weights)


async def list_alarms(
    runtime: Runtime, actor: Actor, *, unit: str | None, alarm: str | None, is_open: bool | None, after: UUID | None,
    limit: int,
) -> Sequence[UnitAlarm]:  # fmt: skip
    """One page of alarms of units in the actor's scope, newest first. Raises `ValidationFailed` for an unknown unit."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = range_of(actor)
        if unit is not None:
            path = (await require_unit(connection, unit)).path
            start, end = max(start, path), min(end, end_of(path))
        return await alarms.list_alarms(
            connection, (start, end), alarm=alarm, is_open=is_open, after=after, limit=limit
        )


async def get_alarm(runtime: Runtime, actor: Actor, alarm_id: UUID) -> UnitAlarm:
    """One of a unit in the actor's scope. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        found = await alarms.find_alarm(connection, alarm_id, range_of(actor))
    if found is None:
        raise NotFound
    return found


async def _unit_of(connection: Connection, actor: Actor, code: str | None) -> Unit:
    if code is None:
        if actor.unit_id is None:
            raise NotFound
        return (await find_units(connection, [actor.unit_id]))[actor.unit_id]
    unit = await require_unit(connection, code)
    if not actor.reaches(unit.path):
        raise NotFound
    return unit


def _weeks(counted: Sequence[CountedWeek], done: Mapping[date, Counts], rules: TrendRules) -> list[WeekActivity]:
    return [
        WeekActivity(week.monday, week.working_days, counts, rules.weigh(counts))
        for week in counted
        for counts in [done.get(week.monday, NOTHING)]
    ]


def _together(parts: Iterable[Mapping[date, Counts]]) -> Mapping[date, Counts]:
    together: dict[date, Counts] = {}
    for part in parts:
        for monday, counts in part.items():
            before = together.get(monday, NOTHING)
            together[monday] = {kind: before[kind] + counts[kind] for kind in Activity}
    return together


def _of(given: Sequence[UnitAlarm], unit_id: UUID) -> list[UnitAlarm]:
    return [each for each in given if each.unit.id == unit_id]
