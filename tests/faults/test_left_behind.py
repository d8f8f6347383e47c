"""A worker dies holding the head of the line, and another one has gone past it long ago."""

from uuid import UUID

import pytest

from escalation.tickets.engine import deadlines
from escalation.tickets.engine.deadlines import DeadlineWorker
from escalation.tickets.storage.due_tickets import claim_due
from tests.faults.load import many_tickets
from tests.faults.records import History, histories
from tests.support.world import World


async def test_what_a_dead_worker_held_is_not_forgotten_by_one_that_is_ahead(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await many_tickets(world, 3)
    await world.advance(days=5)
    second = await many_tickets(world, 3)
    await world.advance(days=10)
    survivor = DeadlineWorker()
    async with world.runtime.database.connection() as dying:
        hold = dying.raw.transaction()
        await hold.start()
        assert {row["id"] for row in await claim_due(dying, len(first))} == set(first)
        await walk_on(survivor, world, second)
        assert await untouched(world) == set(first)
        await hold.rollback()
    monkeypatch.setattr(deadlines, "LOOK_BACK", 0.0)
    await survivor.step(world.runtime)
    assert await untouched(world) == set()


async def walk_on(worker: DeadlineWorker, world: World, tickets: list[UUID]) -> None:
    """Until these have climbed, and wait for a day that has yet to come."""
    for _ in range(4):
        await worker.step(world.runtime)
    assert {history.hand_overs for history in (await histories(world, tickets)).values()} == {1}


async def untouched(world: World) -> set[UUID]:
    """Tickets of which the clock has said nothing yet."""
    return {ticket for ticket, found in (await histories(world)).items() if found == History(1, ("ticket.created",), 0)}
