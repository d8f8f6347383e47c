"""Stories of the line: who is next, what is passed over, what the clock would do, and what is found at its head."""

from datetime import timedelta
from uuid import UUID

import pytest

from escalation.actors import CLOCK
from escalation.kit.database.clock import read_now
from escalation.tickets.engine import deadlines
from escalation.tickets.engine.deadlines import LONGEST_REST, SLACK, DeadlineWorker, sweep
from escalation.tickets.engine.gauges import step as count_what_needs_eyes
from escalation.tickets.engine.preview import SET_ASIDE, dry_run
from escalation.tickets.storage import due_tickets
from escalation.tickets.storage.due_tickets import FROM_THE_FIRST
from escalation.tickets.usecases.incidents import open_incidents
from escalation.tickets.usecases.transition import get_ticket
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.waiting import no_hanging
from tests.support.world import World


async def run(world: World, statement: str, *arguments: object) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(statement, *arguments)


async def version_of(world: World, ticket: UUID) -> int:
    return (await get_ticket(world.runtime, ticket, CLOCK)).ticket.version


async def wake(world: World, ticket: UUID, ago: timedelta) -> None:
    """Put a ticket into the line some time back."""
    async with world.runtime.database.connection() as connection:
        at = await read_now(connection) - ago
    await run(world, "UPDATE tickets SET wake_at = $2 WHERE id = $1", ticket, at)


async def break_(world: World, ticket: UUID) -> None:
    await run(world, "UPDATE tickets SET stage = 'no such stage', warning = 'red' WHERE id = $1", ticket)


async def mend(world: World, ticket: UUID) -> None:
    await run(world, "UPDATE tickets SET stage = 'dispatch', warning = 'none' WHERE id = $1", ticket)


# -- Where a pass begins ----------------------------------------------------------------------------------------------


async def test_a_worker_looks_on_from_where_it_came(world: World) -> None:
    await a_ticket(world)
    await world.advance(days=3)
    deadline_worker = DeadlineWorker()
    await deadline_worker.step(world.runtime)
    assert deadline_worker.since > FROM_THE_FIRST


async def test_what_another_process_puts_at_the_head_of_the_line_is_found_within_a_minute(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, late = await a_ticket(world), await a_ticket(world)
    await run(world, "UPDATE tickets SET wake_at = wake_at + interval '300 days' WHERE id = $1", late)
    await world.advance(days=9)
    deadline_worker = DeadlineWorker()
    await deadline_worker.step(world.runtime)
    assert await version_of(world, first) == 2
    await wake(world, late, timedelta(days=9))
    while await deadline_worker.step(world.runtime):
        pass
    assert await version_of(world, late) == 1
    monkeypatch.setattr(deadlines, "LOOK_BACK", 0.0)
    await deadline_worker.step(world.runtime)
    assert await version_of(world, late) == 2


async def test_a_ticket_that_has_several_steps_behind_it_takes_them_all_without_waiting(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    other = await a_ticket(world, "V2")
    await world.advance(days=30)
    await wake(world, other, timedelta(minutes=1))
    deadline_worker = DeadlineWorker()
    for _ in range(6):
        await deadline_worker.step(world.runtime)
    seen = (await get_ticket(world.runtime, ticket, CLOCK)).ticket
    assert seen.escalations >= 1
    assert deadline_worker.since <= seen.stage_started_at + SLACK


async def test_a_ticket_that_was_set_aside_comes_back(world: World) -> None:
    ticket = await a_ticket(world)
    await world.advance(days=9)
    await break_(world, ticket)
    deadline_worker = DeadlineWorker()
    await deadline_worker.step(world.runtime)
    assert await version_of(world, ticket) == 1
    await mend(world, ticket)
    await world.advance(minutes=2)
    await deadline_worker.step(world.runtime)
    assert await version_of(world, ticket) == 2


async def test_a_worker_that_is_behind_goes_on_and_passes_nobody_over(world: World) -> None:
    """How many steps each is behind depends on the hour of the day; that it is as many as the others does not."""
    tickets = [await a_ticket(world) for _ in range(5)]
    await world.advance(days=9)
    deadline_worker = DeadlineWorker(batch=2)
    behind = [await deadline_worker.step(world.runtime) for _ in range(40)]
    assert (behind[:2], behind[-1]) == ([True, True], False)
    (version,) = {await version_of(world, ticket) for ticket in tickets}
    assert version > 1
    assert (await verify(world.runtime)).findings == ()


# -- How long a worker rests ------------------------------------------------------------------------------------------


async def test_a_worker_rests_until_the_next_in_line_but_never_long(world: World) -> None:
    deadline_worker = DeadlineWorker()
    assert await deadline_worker.rest(world.runtime) == LONGEST_REST
    ticket = await a_ticket(world)
    assert await deadline_worker.rest(world.runtime) == LONGEST_REST
    for coming in (timedelta(seconds=-0.7), timedelta(seconds=2)):
        await wake(world, ticket, coming)
        assert 0 < await deadline_worker.rest(world.runtime) < LONGEST_REST


# -- What stands in the way -------------------------------------------------------------------------------------------


async def test_a_decision_that_the_database_refuses_does_not_block_the_line(world: World) -> None:
    broken, *sound = [await a_ticket(world, origin) for origin in ("V1", "V2", "V3")]
    number = (await get_ticket(world.runtime, broken, CLOCK)).ticket.number
    await run(world, f"ALTER TABLE tickets ADD CONSTRAINT no_luck CHECK (number <> '{number}' OR version < 2)")
    try:
        await world.advance(days=9)
        swept = await sweep(world.runtime)
    finally:
        await run(world, "ALTER TABLE tickets DROP CONSTRAINT no_luck")
    assert (swept.claimed, swept.applied, swept.set_aside) == (3, 2, 1)
    assert [await version_of(world, ticket) for ticket in (broken, *sound)] == [1, 2, 2]
    incidents = await open_incidents(world.runtime, world.actor("C", "office"))
    assert [(one.ticket_id, one.error) for one in incidents] == [(broken, "CheckViolationError")]


async def test_a_batch_that_takes_too_long_is_cut_short_and_the_rest_is_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await a_ticket(world)
    await world.advance(days=2)
    monkeypatch.setattr(deadlines, "DECIDING", -1.0)
    cut = await sweep(world.runtime)
    assert (cut.claimed, cut.applied, cut.set_aside) == (3, 0, 0)
    monkeypatch.undo()
    assert (await sweep(world.runtime)).applied == 3


async def test_an_incident_is_seen_by_those_who_see_the_ticket_and_ends_with_the_next_decision(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    leader = world.actor("V1", "leader")
    await break_(world, ticket)
    await world.advance(days=9)
    await sweep(world.runtime)
    told = await open_incidents(world.runtime, leader)
    assert [(one.ticket_id, one.error, one.tries) for one in told] == [(ticket, "KeyError", 1)]
    assert await open_incidents(world.runtime, world.actor("V3", "leader")) == []
    assert await open_incidents(world.runtime, leader, after=(told[0].at, told[0].id)) == []
    await mend(world, ticket)
    await move(world, ticket, leader, "comment", text="已核对。")
    assert await open_incidents(world.runtime, leader) == []
    await count_what_needs_eyes(world.runtime)
    async with world.runtime.database.connection() as connection:
        assert await connection.raw.fetchval("SELECT count(*) FROM incidents WHERE resolved_at IS NULL") == 0


async def test_every_failure_doubles_the_wait(world: World) -> None:
    ticket = await a_ticket(world)
    await break_(world, ticket)
    await world.advance(days=9)
    waits = []
    for _ in range(3):
        await sweep(world.runtime)
        async with world.runtime.database.connection() as connection:
            wait = await due_tickets.next_wait(connection)
        assert wait is not None
        waits.append(round(wait.total_seconds() / 60))
        await world.advance(seconds=wait.total_seconds() + 1)
    assert waits == [1, 2, 4]


# -- What would happen ------------------------------------------------------------------------------------------------


async def test_a_dry_run_tells_what_the_next_pass_does_and_does_nothing(world: World) -> None:
    late, broken = await a_ticket(world, "V1"), await a_ticket(world, "V2")
    await a_ticket(world, "K2")
    await break_(world, broken)
    await world.advance(days=9)
    before = [await version_of(world, ticket) for ticket in (late, broken)]
    planned = {one.ticket_id: one for one in await dry_run(world.runtime)}
    assert [await version_of(world, ticket) for ticket in (late, broken)] == before
    assert (planned[late].action, planned[broken].action) == ("warn", SET_ASIDE)
    assert planned[broken].reason == "KeyError"
    assert (await sweep(world.runtime)).set_aside == 1
    async with world.runtime.database.connection() as connection:
        did = await connection.raw.fetchval("SELECT action FROM events WHERE ticket_id = $1 AND sequence = 2", late)
    assert did == planned[late].action


async def test_a_dry_run_waits_for_nobody(world: World) -> None:
    ticket = await a_ticket(world)
    await world.advance(days=9)
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SELECT FROM tickets WHERE id = $1 FOR UPDATE", ticket)
        # Somebody keeps the ticket locked until it is through.
        async with no_hanging():
            planned = await dry_run(world.runtime)
    assert [one.ticket_id for one in planned] == [ticket]


async def test_what_the_clock_does_leaves_everything_in_order(world: World) -> None:
    for origin in ("V1", "V2", "V3", "T1", "K2"):
        await a_ticket(world, origin)
    for _ in range(10):
        await world.advance(days=3)
        while (await sweep(world.runtime)).applied:
            pass
    assert (await verify(world.runtime)).findings == ()
