"""What happens to trends by itself, once a week? A week that is over is counted, and every unit is judged by it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final
from uuid import UUID

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.trends.domain.alarms import Decay, TrendAlarm
from escalation.programme.trends.domain.judging import findings, over
from escalation.programme.trends.domain.rules import SECTION, TrendRules
from escalation.programme.trends.storage import alarms
from escalation.programme.trends.storage.activity_counts import CountedWeek, Sources, count_week, counted_weeks
from escalation.programme.trends.storage.alarms import JudgedUnit, NewAlarm
from escalation.programme.trends.usecases.trend_weeks import SPARE, WEEK, added, filled, place_weeks
from escalation.publishing.usecases.programme_rules import rules_in_force

CHUNK: Final = 200
TASK: Final = "trends"


async def step(runtime: Runtime, sources: Sources) -> bool:
    """Count the oldest week that is not counted, or judge some units by the last one; whether there may be more.

    A unit that cannot be judged is set aside, and judged again by the next week.
    """
    async with runtime.database.transaction() as connection:
        rules = await rules_in_force(runtime, connection, SECTION)
        place, now = await place_weeks(runtime, connection), await read_now(connection)
        last = place.last_before(now)
        mondays = [last - WEEK * n for n in reversed(range(rules.weeks + SPARE))]
        weeks = await counted_weeks(connection, mondays[0])
        missing = [monday for monday in mondays if monday not in {week.monday for week in weeks}]
        if missing:
            week = place.counted(missing[0])
            return await count_week(connection, sources, week, place.moments(week.monday), now)
        after = await alarms.claim_week(connection, last)
        if after is None:
            return False
        units = await alarms.units_to_judge(connection, after, CHUNK)
        by_id = {unit.id: unit for unit in units}

        async def judge(ids: Sequence[UUID]) -> None:
            await _judge(connection, [by_id[id_] for id_ in ids], weeks, rules)

        await in_parts(connection, TASK, [*by_id], judge)
        is_done = len(units) < CHUNK
        await alarms.note_judged(connection, last, None if is_done else units[-1].path, now)
        return not is_done


async def _judge(connection: Connection, units: list[JudgedUnit], weeks: list[CountedWeek], rules: TrendRules) -> None:
    """Give and end the alarms of some units: one reading, and a writing each for what begins and what ends."""
    now = await read_now(connection)
    done = await alarms.activity_of(connection, units, weeks[0].monday, rules.weights)
    given = await alarms.open_alarms(connection, [each.id for each in units])
    new: list[NewAlarm] = []
    ended = []
    for unit in units:
        parts = done.get(unit.id, {})
        whole = filled(weeks, added(list(parts.values())))
        below = [filled(weeks, parts.get(serial, {})) for serial in unit.below]
        found = findings(filled(weeks, parts.get("", {})), whole, below, rules)
        mine = {TrendAlarm(each.alarm): each for each in given if each.unit.id == unit.id}
        levels = {alarm: Fraction(*each.figures["before"]) for alarm, each in mine.items()}
        ended += [mine[alarm].id for alarm in over(levels, found, whole, rules)]
        new += [_alarm(unit, each) for alarm, each in found.items() if alarm not in mine]
    await alarms.give_alarms(connection, new, now)
    await alarms.end_alarms(connection, ended, now)


def _alarm(unit: JudgedUnit, found: Decay) -> NewAlarm:
    figures = {
        "before": found.before.as_integer_ratio(), "after": found.after.as_integer_ratio(),
        "units": found.units, "idle": found.idle,
    }  # fmt: skip
    return NewAlarm(new_id(), unit.id, unit.path, found.alarm.value, found.since, figures)
