"""Stories of a new calendar: every open ticket gets its dates, each once; and of the year that is missing."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from escalation.actors import CLOCK
from escalation.clocks import defaults
from escalation.errors import Unavailable
from escalation.kit.documents.store import DocumentKind, publish
from escalation.organisation.storage.operations import Operation, list_operations
from escalation.tickets.engine.recalculation import CalendarCoverageCheck, recalculate
from escalation.tickets.usecases.ticket_queries import events_of
from escalation.tickets.usecases.transition import get_ticket
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.waiting import until
from tests.support.world import World

MONDAY = datetime(2026, 12, 7, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TWO_DAYS = timedelta(days=2)


@pytest.fixture
async def december(world: World) -> AsyncIterator[World]:
    """A Monday without holidays ahead; what is published in the story goes with it."""
    await set_clock(world, MONDAY)
    yield world
    await world.runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


async def set_clock(world: World, at: datetime) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE clock SET advanced_by = $1 - clock_timestamp()", at)


async def publish_calendar(
    world: World, version: int = 2, days: tuple[str, ...] = ("2026-12-09", "2026-12-10")
) -> None:
    """The same calendar with some more holidays."""
    document = defaults.calendar_document()
    known = document["days"]
    assert isinstance(known, dict)
    free = {day: {"kind": "holiday", "zh": "那达慕", "en": "Naadam"} for day in days}
    async with world.runtime.database.transaction() as connection:
        await publish(
            connection, DocumentKind.CALENDAR, version, document | {"version": version, "days": known | free}, by="test"
        )


async def walk(world: World, chunk: int = 3) -> int:
    """Chunks until nothing is left; how many."""
    chunks = 0
    while await recalculate(world.runtime, size=chunk):
        chunks += 1
    return chunks


async def dues(world: World, tickets: list[UUID]) -> list[datetime]:
    return [(await get_ticket(world.runtime, ticket, CLOCK)).ticket.due_at for ticket in tickets]


async def recalculations(world: World, ticket: UUID) -> int:
    told = Counter(event.action for event in await events_of(world.runtime, ticket, CLOCK, after=0, limit=200))
    return told["reschedule"]


async def kill_while_it_waits(world: World, dying: asyncio.Task[bool]) -> None:
    """On a busy machine it may have given up waiting before, which ends it as well."""

    async def is_over() -> bool:
        return dying.done() or bool(await world.runtime.database.pool.fetchval(KILL))

    await until(is_over)


async def operations(world: World) -> list[Operation]:
    async with world.runtime.database.connection() as connection:
        found = await list_operations(connection, world.actor("C", "admin"), after=None, limit=10)
    return [operation for operation, _, _ in found]


async def test_without_a_new_calendar_there_is_nothing_to_do(december: World) -> None:
    await a_ticket(december)
    assert await walk(december) == 0
    assert await operations(december) == []


async def test_a_new_holiday_moves_every_open_ticket_once(december: World) -> None:
    tickets = [await a_ticket(december, "V1") for _ in range(10)]
    before = await dues(december, tickets)
    await publish_calendar(december)
    await walk(december)
    assert await dues(december, tickets) == [due + TWO_DAYS for due in before]
    assert [await recalculations(december, ticket) for ticket in tickets] == [1] * 10
    assert (await verify(december.runtime)).findings == ()


async def test_a_new_holiday_moves_what_was_asked_about_a_ticket_that_is_late_too(december: World) -> None:
    ticket = await a_ticket(december, "V1")
    await move(december, ticket, december.actor("V1", "leader"), "dispatch", unit_id=december.id("V1"))
    await move(december, ticket, december.actor("V1"), "sign")
    await move(december, ticket, december.actor("V1"), "terminate", reason="群众撤回。")
    async with as_owner(december.runtime.database).connection() as connection:
        # Nothing else of the ticket lies behind the new holiday.
        past = MONDAY - timedelta(days=9)
        await connection.raw.execute("UPDATE tickets SET due_at = $1, stage_due_at = $1, wake_at = $1", past)
    await publish_calendar(december)
    await walk(december)
    async with december.runtime.database.connection() as connection:
        decide_by = await connection.raw.fetchval("SELECT decide_by FROM requests")
    assert decide_by == datetime(2026, 12, 11, 17, 30, tzinfo=MONDAY.tzinfo)


async def test_the_operation_tells_how_far_it_came(december: World) -> None:
    for _ in range(7):
        await a_ticket(december)
    await publish_calendar(december)
    await recalculate(december.runtime, size=3)
    (begun,) = await operations(december)
    await recalculate(december.runtime, size=3)
    (under_way,) = await operations(december)
    await walk(december)
    (done,) = await operations(december)
    assert [(one.state, one.done, one.total) for one in (begun, under_way)] == [("running", 0, 7), ("running", 3, 7)]
    assert (done.kind, done.state, done.refused, done.options["changed"]) == ("recalculation", "done", 0, 7)
    assert await walk(december) == 0


async def test_a_ticket_that_is_due_before_the_holiday_keeps_its_dates(december: World) -> None:
    ticket = await a_ticket(december, urgency="critical")
    before = await dues(december, [ticket])
    await publish_calendar(december, days=("2026-12-30",))
    await walk(december)
    assert await dues(december, [ticket]) == before
    assert await recalculations(december, ticket) == 0


async def test_a_closed_ticket_is_left_alone(december: World) -> None:
    ticket = await a_ticket(december)
    office = december.actor("V1", "leader")
    await move(december, ticket, office, "reject", reason_code="litigation", reason="法院已受理。")
    before = await dues(december, [ticket])
    await publish_calendar(december)
    await walk(december)
    assert await dues(december, [ticket]) == before


async def test_the_window_for_reopening_a_closed_ticket_moves_too(december: World) -> None:
    tickets = [await a_closed_ticket(december) for _ in range(4)]
    office = december.actor("K1", "office")
    before = [(await get_ticket(december.runtime, ticket, office)).ticket for ticket in tickets]
    (ends,) = {ticket.stage_due_at for ticket in before}
    assert ends is not None
    last_day = ends.astimezone(MONDAY.tzinfo) - timedelta(minutes=1)
    await publish_calendar(december, days=(f"{last_day:%Y-%m-%d}",))
    await walk(december)
    after = [(await get_ticket(december.runtime, ticket, office)).ticket for ticket in tickets]
    assert {(one.stage_due_at or ends) > ends for one in after} == {True}
    assert [one.wake_at for one in after] == [one.stage_due_at for one in after]
    assert [one.due_at for one in after] == [one.due_at for one in before]
    assert [await recalculations(december, ticket) for ticket in tickets] == [1] * 4
    (operation,) = await operations(december)
    assert (operation.state, operation.options["changed"]) == ("done", 4)
    assert (await verify(december.runtime)).findings == ()


async def a_closed_ticket(world: World) -> UUID:
    ticket = await a_ticket(world)
    leader, handler = world.actor("V1", "leader"), world.actor("V1")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, handler, "sign")
    await move(world, ticket, handler, "resolve", outcome="solved", reply="已办。")
    await move(world, ticket, leader, "audit_pass")
    await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True, satisfaction=5)
    return ticket


@pytest.mark.parametrize("asked_in_days", [True, False])
async def test_days_that_were_asked_for_are_counted_anew_and_a_date_that_was_named_stays(
    december: World, *, asked_in_days: bool
) -> None:
    ticket = await a_ticket(december, urgency="urgent")
    await move(december, ticket, december.actor("V1", "leader"), "dispatch", unit_id=december.id("V1"))
    await move(december, ticket, december.actor("V1"), "sign")
    ends = (await get_ticket(december.runtime, ticket, CLOCK)).ticket.stage_due_at
    assert ends is not None
    wanted = {"days": 1} if asked_in_days else {"until": ends + timedelta(days=1)}
    await move(december, ticket, december.actor("V1"), "extend", reason="待材料。", **wanted)
    before = await the_request(december)
    following = before.astimezone(MONDAY.tzinfo)
    await publish_calendar(december, days=(f"{following:%Y-%m-%d}",))
    await walk(december)
    assert (await the_request(december) > before) is asked_in_days
    assert (await get_ticket(december.runtime, ticket, CLOCK)).ticket.stage_due_at == ends


async def the_request(world: World) -> datetime:
    """The end that was asked for."""
    until_ = await world.runtime.database.pool.fetchval("SELECT until FROM requests")
    assert isinstance(until_, datetime)
    return until_


async def test_a_worker_that_dies_in_mid_chunk_loses_nothing_and_doubles_nothing(december: World) -> None:
    tickets = [await a_ticket(december, "V2") for _ in range(10)]
    before = await dues(december, tickets)
    await publish_calendar(december)
    await recalculate(december.runtime, size=3)
    await recalculate(december.runtime, size=3)
    async with as_owner(december.runtime.database).transaction() as blocking:
        # Whoever comes to the last tickets waits here, and is killed while waiting.
        await blocking.raw.execute("SELECT FROM tickets WHERE calendar_version = 1 FOR UPDATE")
        dying = asyncio.create_task(recalculate(december.runtime, size=3))
        await kill_while_it_waits(december, dying)
        with pytest.raises(Unavailable):
            await dying
    assert sum([await recalculations(december, ticket) for ticket in tickets]) == 3
    await walk(december)
    assert await dues(december, tickets) == [due + TWO_DAYS for due in before]
    assert [await recalculations(december, ticket) for ticket in tickets] == [1] * 10
    (operation,) = await operations(december)
    assert (operation.state, operation.done) == ("done", 10)


async def test_a_ticket_whose_new_dates_cannot_be_written_does_not_stop_the_walk(december: World) -> None:
    broken, *sound = [await a_ticket(december, origin) for origin in ("V1", "V2", "V3")]
    before = await dues(december, sound)
    await publish_calendar(december)
    async with as_owner(december.runtime.database).connection() as connection:
        refusing = f"ADD CONSTRAINT no_luck CHECK (id <> '{broken}' OR version < 2)"
        await connection.raw.execute(f"ALTER TABLE tickets {refusing}")
        try:
            await walk(december)
        finally:
            await connection.raw.execute("ALTER TABLE tickets DROP CONSTRAINT no_luck")
    assert await dues(december, sound) == [due + TWO_DAYS for due in before]
    (operation,) = await operations(december)
    assert (operation.state, operation.accepted, operation.refused) == ("done", 2, 1)


async def test_four_workers_do_it_once(december: World) -> None:
    tickets = [await a_ticket(december, "V3") for _ in range(10)]
    before = await dues(december, tickets)
    await publish_calendar(december)
    await asyncio.gather(*(walk(december, chunk=2) for _ in range(4)))
    await walk(december)
    assert await dues(december, tickets) == [due + TWO_DAYS for due in before]
    assert [await recalculations(december, ticket) for ticket in tickets] == [1] * 10
    assert len(await operations(december)) == 1


async def test_two_calendars_at_once_are_one_walk(december: World) -> None:
    ticket = await a_ticket(december)
    (before,) = await dues(december, [ticket])
    await publish_calendar(december, 2)
    await publish_calendar(december, 3, days=("2026-12-09",))
    await walk(december)
    assert await dues(december, [ticket]) == [before + timedelta(days=1)]
    assert [one.options["calendar"] for one in await operations(december)] == [3]


async def test_a_calendar_that_differs_in_nothing_is_done_at_once(december: World) -> None:
    await a_ticket(december)
    await publish_calendar(december, days=())
    assert await walk(december) == 0
    assert [(one.state, one.total) for one in await operations(december)] == [("done", 0)]


async def test_operators_are_told_once_a_day_that_next_year_is_missing(december: World) -> None:
    watch = CalendarCoverageCheck()
    with capture_logs() as told:
        for hours in (0, 1, 30):
            await set_clock(december, MONDAY + timedelta(hours=hours))
            await watch.step(december.runtime)
    assert [(one["event"], one["year"]) for one in told] == [("calendar_year_missing", 2027)] * 2


async def test_before_november_nothing_is_missing(december: World) -> None:
    await set_clock(december, MONDAY - timedelta(days=60))
    with capture_logs() as told:
        await CalendarCoverageCheck().step(december.runtime)
    assert told == []


KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'
"""
