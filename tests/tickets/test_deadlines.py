"""Stories of the clock: warnings, escalation by itself, the top, outages, many workers."""

import asyncio
from uuid import UUID

from escalation.actors import CLOCK
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.usecases.ticket_queries import events_of
from escalation.tickets.usecases.ticket_view import TicketView
from escalation.tickets.usecases.transition import get_ticket
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World


async def sweep_until_quiet(world: World) -> int:
    """Passes until nothing is due; how many decisions were written."""
    total = 0
    while applied := (await sweep(world.runtime)).applied:
        total += applied
    return total


async def the_ticket(world: World, ticket_id: UUID) -> TicketView:
    return await get_ticket(world.runtime, ticket_id, CLOCK)


async def event_types(world: World, ticket_id: UUID) -> list[str]:
    return [event.type for event in await events_of(world.runtime, ticket_id, CLOCK, after=0, limit=200)]


async def test_nothing_is_due_at_once(world: World) -> None:
    await a_ticket(world)
    assert (await sweep(world.runtime)).claimed == 0


async def test_a_ticket_nobody_signs_climbs_from_village_to_city_and_is_stuck_there(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    due = (await the_ticket(world, ticket)).ticket.due_at
    climbed = []
    for _ in range(4):
        await world.advance(days=15)
        await sweep_until_quiet(world)
        seen = (await the_ticket(world, ticket)).ticket
        climbed.append((seen.holder_unit_id, seen.level, seen.state, seen.stuck))
        assert seen.due_at == due
    expected = [("T1", 2, False), ("K1", 3, False), ("C", 4, False), ("C", 4, True)]
    assert climbed == [(world.id(code), level, "dispatched", stuck) for code, level, stuck in expected]
    assert "ticket.stuck_at_top" in await event_types(world, ticket)


async def test_a_registered_and_forgotten_ticket_climbs_too(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await world.advance(days=10)
    await sweep_until_quiet(world)
    seen = (await the_ticket(world, ticket)).ticket
    assert (seen.state, seen.level, seen.holder_unit_id) == ("registered", 2, world.id("T1"))


async def test_after_an_outage_one_pass_moves_a_ticket_one_step(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await world.advance(days=60)
    before = (await the_ticket(world, ticket)).ticket
    await sweep(world.runtime)
    after = (await the_ticket(world, ticket)).ticket
    assert (before.version + 1, 1) == (after.version, after.level)


async def test_a_breach_is_remembered_after_the_ticket_moved_on(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    stage_due = (await the_ticket(world, ticket)).ticket.stage_due_at
    await world.advance(days=10)
    await sweep_until_quiet(world)
    assert (await the_ticket(world, ticket)).ticket.first_breached_at == stage_due


async def test_eight_workers_escalate_an_overdue_ticket_once(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await world.advance(days=10)
    for _ in range(4):
        await asyncio.gather(*(sweep(world.runtime) for _ in range(8)))
    types = await event_types(world, ticket)
    assert types.count("ticket.escalated") == 1
    assert types.count("ticket.overdue") == 1


async def test_one_more_ticket_than_a_batch_is_not_forgotten(world: World) -> None:
    for _ in range(6):
        await a_ticket(world, "V1")
    await world.advance(days=2)
    passes = [(await sweep(world.runtime, batch=5)).claimed for _ in range(2)]
    assert passes[0] == 5
    assert passes[1] >= 1


async def test_a_ticket_that_cannot_be_decided_does_not_block_the_line(world: World) -> None:
    broken, sound = await a_ticket(world, "V1"), await a_ticket(world, "V2")
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "UPDATE tickets SET stage = 'no such stage', warning = 'red' WHERE id = $1", broken
        )
    await world.advance(days=10)
    swept = await sweep(world.runtime)
    assert (swept.claimed, swept.applied, swept.set_aside) == (2, 1, 1)
    assert (await sweep(world.runtime)).set_aside == 0
    async with world.runtime.database.connection() as connection:
        incident = await connection.raw.fetchrow("SELECT ticket_id, error FROM incidents WHERE resolved_at IS NULL")
    # What an error says may quote a citizen; of what kind it was is enough here.
    assert incident is not None
    assert tuple(incident) == (broken, "KeyError")
    assert (await the_ticket(world, sound)).ticket.first_breached_at is not None


async def test_a_closed_ticket_is_archived_when_its_window_ends(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    leader, handler = world.actor("V1", "leader"), world.actor("V1", "handler")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, handler, "sign")
    await move(world, ticket, handler, "resolve", outcome="solved", reply="已修好。")
    await move(world, ticket, leader, "audit_pass")
    await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True)
    await world.advance(days=60)
    await sweep_until_quiet(world)
    seen = (await the_ticket(world, ticket)).ticket
    assert (seen.state, seen.wake_at) == ("archived", None)


async def test_a_ticket_that_was_reopened_after_its_promised_date_is_late_nowhere(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    async with as_owner(world.runtime.database).connection() as connection:
        # A promise that was kept, and a date that has passed since.
        await connection.raw.execute(
            "UPDATE tickets SET fulfilled_at = created_at, due_at = created_at - interval '1 day'"
        )
        listed = await connection.raw.fetchrow(
            "SELECT bool_and(l.next_due_at = t.stage_due_at) AS all_alike, count(*) > 0 AS are_there"
            " FROM ticket_listings l JOIN tickets t ON t.id = l.ticket_id AND t.next_due_at = t.stage_due_at"
        )
    assert listed is not None
    assert (listed["all_alike"], listed["are_there"]) == (True, True)
    seen = await the_ticket(world, ticket)
    assert (seen.overdue, seen.next_due_at) == (False, seen.ticket.stage_due_at)
    assert (await sweep(world.runtime)).applied == 0
    assert (await the_ticket(world, ticket)).ticket.first_breached_at is None
