"""After a long stop all is due at once: five hundred due rows take as many round trips as one, and no other is read.

Rows are counted by the server, of tables and of indexes, for every statement with its triggers and foreign keys.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from os import getpid
from typing import Final, NamedTuple
from uuid import UUID

import pytest

from bench.programme_year.meter import CountedDatabase, Meter
from bench.support.cpu import Family
from escalation.application import contact_visits
from escalation.errors import Unavailable
from escalation.kit.database.connection import Connection, Database
from escalation.kit.runtime.loop import Step
from escalation.programme.groups.engine import lapses
from escalation.programme.meetings.engine import rounds
from escalation.programme.sorting.engine import reminders
from escalation.programme.task_lists.engine import yearly_lists
from escalation.programme.visits.engine.planning import begin_plans, keep_duties, wake_plans
from tests.application.test_poison_rows import run, twin, twins
from tests.support.callers import Callers
from tests.support.roles import TwoRoles, as_asked
from tests.support.things import OPINION, one_of_everything

MANY: Final = 500
"""As many as a step takes at once, or half as many."""
_READ: Final = """
SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)
"""
_FLUSH: Final = "SELECT pg_stat_force_next_flush()"
_VILLAGES: Final = """
INSERT INTO units (id, serial, code, name, kind, level, parent_id, path, has_office, created_at, updated_at)
SELECT gen_random_uuid(), n, 'W' || n, '村' || n, 'territory', v.level, v.parent_id,
  regexp_replace(v.path, '[0-9]+/$', n || '/'), false, v.created_at, v.updated_at
FROM units v, generate_series($1::int, $2::int) n WHERE v.code = 'V1'
"""
_OF_VILLAGE: Final = "(SELECT u.{} FROM units u WHERE u.code = 'W' || n)"

Plant = Callable[[Callers, range], Awaitable[None]]


class Clock(NamedTuple):
    """A step and how rows become due to it, by their numbers. `handled`: SQL that counts what it has done.

    `reads`: rows that it may read for each that is due.
    """

    plant: Plant
    step: Step
    handled: str
    reads: int


class _Flushing(CountedDatabase):
    """Its connections say what they have read when they are given back."""

    @asynccontextmanager
    async def connection(self, *, changes: bool = True) -> AsyncIterator[Connection]:
        async with super().connection(changes=changes) as connection:
            yield connection
            await connection.raw.execute(_FLUSH)


class _Dying(Database):
    """Its server ends each connection with which something is about to be committed."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with super().transaction() as connection:
            yield connection
            await connection.raw.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@dataclass(frozen=True, slots=True)
class Work:
    """What a step took."""

    trips: int
    rows: int


async def measured(callers: Callers, step: Step) -> Work:
    usual, meter = callers.world.runtime, Meter(Family(getpid()))
    await _flush(usual.database)
    before = await usual.database.pool.fetchval(_READ)
    await step(replace(usual, database=_Flushing(as_asked(usual.database), meter)))
    return Work(meter.current.trips, int(await usual.database.pool.fetchval(_READ) - before))


async def _flush(database: Database) -> None:
    """Let every connection say what it has read by now."""
    assert isinstance(database, TwoRoles)
    for pool in (database.pool, database.application.pool):
        connections = [await pool.acquire() for _ in range(pool.get_size())]
        for connection in connections:
            await connection.execute(_FLUSH)
            await pool.release(connection)


async def all_done(callers: Callers, *steps: Step) -> None:
    for step in steps:
        while await step(callers.world.runtime):
            pass


async def villages(callers: Callers, numbers: range) -> None:
    """Beside V1."""
    await run(callers, _VILLAGES, numbers.start, numbers.stop - 1)


async def begun_periods(callers: Callers, numbers: range) -> None:
    """Of duties of new villages."""
    await all_done(callers, keep_duties, begin_plans)
    await villages(callers, numbers)
    await all_done(callers, keep_duties)


async def overdue_plans(callers: Callers, numbers: range) -> None:
    """Of one village, for as many periods."""
    await all_done(callers, keep_duties, begin_plans)
    await run(callers, "UPDATE visit_plans SET wake_at = NULL WHERE wake_at IS NOT NULL")
    plan = await callers.world.runtime.database.pool.fetchval("SELECT id FROM visit_plans ORDER BY id LIMIT 1")
    await twins(
        callers, "visit_plans", plan, numbers, starts_on="date '1990-01-01' + n", ends_on="date '1990-01-02' + n",
        warn_at="'1990-02-01'", due_at="'1990-02-02'", wake_at="'1990-02-02'",
    )  # fmt: skip


async def late_rounds(callers: Callers, numbers: range) -> None:
    await villages(callers, numbers)
    await all_done(callers, rounds.step)
    sql = "UPDATE meeting_rounds SET warn_at = '2001-01-01', due_at = '2001-01-02' WHERE state <> 'overdue'"
    await run(callers, f"{sql} AND unit_id IN (SELECT id FROM units WHERE code LIKE 'W%')")


async def late_decisions(callers: Callers, numbers: range) -> None:
    decision = UUID((await _things(callers))["decision_id"])
    await twins(
        callers, "meeting_decisions", decision, numbers, state="'open'", due_on="'2001-01-01'",
        due_at="'2001-01-02'", told_at="NULL",
    )  # fmt: skip


async def late_inboxes(callers: Callers, numbers: range) -> None:
    await villages(callers, numbers)
    opinion = UUID((await callers.send("V1 leader", "/v1/opinions", **OPINION))["id"])
    await run(callers, "UPDATE opinions SET status = 'dismissed' WHERE id = $1", opinion)
    await twins(
        callers, "opinions", opinion, numbers, status="'inbox'", unit_id=_OF_VILLAGE.format("id"),
        unit_path=_OF_VILLAGE.format("path"), received_at="'2001-01-01'", number="'W-' || n",
    )  # fmt: skip


async def groups_of_yesterday(callers: Callers, numbers: range) -> None:
    group = UUID((await _things(callers))["supervision_group_id"])
    await twins(callers, "supervision_groups", group, numbers, until="'2001-01-01'")


async def contact_points(callers: Callers, numbers: range) -> None:
    """Units that a member is to visit."""
    await villages(callers, numbers)
    point = (await _things(callers))["point_id"]
    first = await callers.world.runtime.database.pool.fetchval("SELECT id FROM contact_points WHERE place = 'unit'")
    if first is None:
        village, path = callers.world.id("V1"), callers.world.units["V1"].path
        first = await twin(
            callers, "contact_points", point, place="unit", label=None, data_key=None, unit_id=village, unit_path=path
        )
    await twins(
        callers, "contact_points", first, numbers, unit_id=_OF_VILLAGE.format("id"),
        unit_path=_OF_VILLAGE.format("path"),
    )  # fmt: skip


async def _things(callers: Callers) -> Mapping[str, str]:
    """One of everything, made once."""
    made: dict[str, str] | None = getattr(callers, "things", None)
    if made is None:
        made = await one_of_everything(callers)
        setattr(callers, "things", made)  # noqa: B010 - it has no such field
    return made


_TOLD: Final = "SELECT count(*) FROM events WHERE type = '{}'"
CLOCKS: Final[Mapping[str, Clock]] = {
    "visit_duties": Clock(villages, keep_duties, "SELECT count(*) FROM visit_duties", 5),
    "visit_plans": Clock(begun_periods, begin_plans, "SELECT count(*) FROM visit_plans", 12),
    "visit_clock": Clock(overdue_plans, wake_plans, _TOLD.format("visit_plan.overdue"), 4),
    "meetings": Clock(late_rounds, rounds.step, _TOLD.format("meeting.overdue"), 10),
    "decisions": Clock(late_decisions, rounds.step, _TOLD.format("decision.overdue"), 4),
    "sorting": Clock(late_inboxes, reminders.step, _TOLD.format("sorting.overdue"), 6),
    "groups": Clock(groups_of_yesterday, lapses.step, _TOLD.format("supervision_group.lapsed"), 4),
    "task_lists": Clock(villages, yearly_lists.step, "SELECT count(*) FROM unit_tasks", 8),
    "contact_visits": Clock(contact_points, contact_visits.step, "SELECT count(*) FROM visit_duties", 10),
}
"""Those that take due rows in sets. One by one are done, because each is a set by itself: surveys, which tell all who
are asked, and bulletins, whose figures are several reports. Dissolved units hand on one after the other: of two that
hand the same duty to the same unit, the second one has to find the first one's."""


@pytest.mark.slow
@pytest.mark.database_of_its_own
@pytest.mark.parametrize("name", CLOCKS)
async def test_five_hundred_due_rows_take_as_many_round_trips_as_one(callers: Callers, name: str) -> None:
    clock = CLOCKS[name]
    await clock.plant(callers, range(1_000, 1_001))
    await all_done(callers, clock.step)
    await clock.plant(callers, range(2_000, 2_001))
    one = await measured(callers, clock.step)
    await all_done(callers, clock.step)
    before = await callers.world.runtime.database.pool.fetchval(clock.handled)
    await clock.plant(callers, range(3_000, 3_000 + MANY))
    many = await measured(callers, clock.step)
    print(f"{name}: one {one}, {MANY} {many}, {(many.rows - one.rows) / (MANY - 1):.1f} rows of each")  # noqa: T201
    assert await callers.world.runtime.database.pool.fetchval(clock.handled) - before >= MANY
    assert many.trips == one.trips
    assert many.rows <= one.rows + clock.reads * MANY


# Task lists are written by one statement, without a transaction that could be left in the middle.
@pytest.mark.parametrize("name", sorted(CLOCKS.keys() - {"task_lists"}))
async def test_a_step_that_dies_has_done_nothing_and_the_next_one_does_all_once(callers: Callers, name: str) -> None:
    clock, usual = CLOCKS[name], callers.world.runtime
    await clock.plant(callers, range(1_000, 1_001))
    await all_done(callers, clock.step)
    before = await usual.database.pool.fetchval(clock.handled)
    await clock.plant(callers, range(3_000, 3_040))
    with pytest.raises(Unavailable):
        await clock.step(replace(usual, database=_Dying(as_asked(usual.database).pool)))
    assert await usual.database.pool.fetchval(clock.handled) == before
    await all_done(callers, clock.step)
    after = await usual.database.pool.fetchval(clock.handled)
    await all_done(callers, clock.step)
    assert after - before >= 40
    assert await usual.database.pool.fetchval(clock.handled) == after
