"""Nobody looked for ten days. The clock catches up one step at a time, and everybody gets their time."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Final
from uuid import UUID

import pytest

from escalation.actors import Actor
from escalation.kit.database.clock import read_now
from escalation.tickets.engine.deadlines import sweep
from escalation.verification.usecases.verify import verify
from tests.faults.load import coordinated
from tests.faults.records import (
    climbs,
    climbs_without_fresh_time,
    hasty_climbs,
    histories,
    journal,
    levels,
    long_climbs,
    untimely,
    wrongs,
)
from tests.support.makers import a_ticket, move
from tests.support.world import World

URGENCIES: Final = ("routine", "urgent", "critical")
DIFFICULTIES: Final = ("simple", "hard")
ORIGINS: Final = ("V1", "T1", "K1", "C")


@dataclass(frozen=True, slots=True)
class Kind:
    """Of what kind a ticket is, as far as time limits go."""

    origin: str
    urgency: str
    difficulty: str


def head(world: World, kind: Kind) -> Actor:
    """Who dispatches and audits at the origin."""
    return world.actor(kind.origin, "office" if world.units[kind.origin].has_office else "leader")


async def registered(world: World, kind: Kind) -> UUID:
    return await a_ticket(world, kind.origin, urgency=kind.urgency, difficulty=kind.difficulty)


async def dispatched(world: World, kind: Kind) -> UUID:
    ticket = await registered(world, kind)
    await move(world, ticket, head(world, kind), "dispatch", unit_id=world.id(kind.origin))
    return ticket


async def in_progress(world: World, kind: Kind) -> UUID:
    ticket = await dispatched(world, kind)
    await move(world, ticket, world.actor(kind.origin), "sign")
    return ticket


async def result_submitted(world: World, kind: Kind) -> UUID:
    ticket = await in_progress(world, kind)
    await move(world, ticket, world.actor(kind.origin), "resolve", outcome="solved", reply="已修好。")
    return ticket


async def follow_up(world: World, kind: Kind) -> UUID:
    ticket = await result_submitted(world, kind)
    await move(world, ticket, head(world, kind), "audit_pass")
    return ticket


async def waiting_for_more_time(world: World, kind: Kind) -> UUID:
    ticket = await in_progress(world, kind)
    await move(world, ticket, world.actor(kind.origin), "extend", reason="待材料。", days=2)
    return ticket


async def parked(world: World, kind: Kind) -> UUID:
    ticket = await in_progress(world, kind)
    async with world.runtime.database.connection() as connection:
        until = (await read_now(connection)).date() + timedelta(days=4)
    await move(
        world, ticket, world.actor(kind.origin), "park", reason_code="season", reason="待化冻。", resume_on=until
    )
    async with world.runtime.database.connection() as connection:
        asked = await connection.raw.fetchval("SELECT id FROM requests WHERE ticket_id = $1", ticket)
    await move(world, ticket, head(world, kind), "approve_request", request_id=asked)
    return ticket


async def under_supervision(world: World, kind: Kind) -> UUID:
    ticket = await in_progress(world, kind)
    await move(world, ticket, world.actor("C", "office"), "supervise", text="请说明进展。", colour="yellow")
    return ticket


STATES: Final = (
    registered,
    dispatched,
    in_progress,
    result_submitted,
    follow_up,
    waiting_for_more_time,
    under_supervision,
)


async def a_busy_office(world: World) -> int:
    """Tickets of every level, in every state that has a stage; how many."""
    kinds = [Kind(*each) for each in product(ORIGINS, URGENCIES, DIFFICULTIES)]
    made = [await state(world, kind) for state in STATES for kind in kinds]
    made += [await coordinated(world, kind.urgency, kind.difficulty) for kind in kinds if kind.origin == "K1"]
    return len(made)


async def a_pass(world: World) -> int:
    """One pass over everything that is due; how many tickets it moved, each by one version and one level at most."""
    before, stood = await histories(world), await levels(world)
    swept = await sweep(world.runtime, batch=len(before))
    assert swept.set_aside == 0
    after, stand = await histories(world), await levels(world)
    assert {after[ticket].version - before[ticket].version for ticket in after} <= {0, 1}
    assert {stand[ticket] - stood[ticket] for ticket in after} <= {0, 1}
    return swept.applied


async def passes_until_quiet(world: World) -> int:
    """How many passes there were to do at one moment."""
    count = 0
    while await a_pass(world):
        count += 1
    return count


@pytest.mark.parametrize(("looks", "hours"), [(12, 24), pytest.param(300, 5, marks=pytest.mark.torture)])
async def test_after_ten_days_without_a_worker_each_ticket_goes_up_step_by_step(
    world: World, looks: int, hours: int
) -> None:
    async with journal(world):
        await a_busy_office(world)
        await world.advance(days=10)
        assert await passes_until_quiet(world) >= 2
        at_first = await climbs(world)
        for _ in range(looks):
            await world.advance(hours=hours)
            await passes_until_quiet(world)
        assert await climbs(world) > at_first > 0
        assert await long_climbs(world) == 0
        assert await climbs_without_fresh_time(world) == 0
        assert await hasty_climbs(world) == 0
        assert await untimely(world) == 0
    assert await wrongs(world) == {}
    assert (await verify(world.runtime)).findings == ()


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
async def test_a_ticket_that_was_parked_meanwhile_goes_on_with_the_time_it_had_left(
    world: World, difficulty: str
) -> None:
    ticket = await parked(world, Kind("V1", "critical", difficulty))
    async with journal(world):
        await world.advance(days=10)
        await passes_until_quiet(world)
        assert (await histories(world))[ticket].events[-1] == "ticket.resumed"
        assert await hasty_climbs(world) == 0
