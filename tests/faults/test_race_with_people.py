"""While the clock fires, people sign and comment. What was done in time counts, and nothing happens twice."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import pytest

from escalation.errors import Refusal, StaleVersion, Unavailable
from escalation.tickets.engine.deadlines import sweep
from escalation.verification.usecases.verify import verify
from tests.faults.guards import Guard, hesitating
from tests.faults.load import are_due, one_look_at_each
from tests.faults.records import event_count, journal, untimely, wrongs
from tests.support.makers import a_ticket, move
from tests.support.world import World

CLOCKS: Final = 4
PEOPLE: Final = 6
MANY: Final = 90

Ledger = defaultdict[str, Counter[UUID]]
"""What people were told that they had done: for each action, how often on which ticket."""


async def unsigned(world: World, count: int) -> list[UUID]:
    """Tickets that a village has not signed for, overdue: at its next look the clock takes them away."""
    tickets = [await a_ticket(world, "V1") for _ in range(count)]
    for ticket in tickets:
        await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await world.advance(days=10)
    await one_look_at_each(world.runtime, count)
    return tickets


@dataclass(frozen=True, slots=True)
class Start:
    """Neither side is through before the other has begun."""

    somebody_signed: asyncio.Event = field(default_factory=asyncio.Event)
    the_clock_moved_one: asyncio.Event = field(default_factory=asyncio.Event)


async def a_person(world: World, ledger: Ledger, tickets: Sequence[UUID], start: Start) -> None:
    """Comment on each ticket and sign for it, unless the clock was faster."""
    for nth, ticket in enumerate(random.sample(tickets, len(tickets))):
        await asyncio.sleep(random.uniform(0, 0.02))
        if nth == 1:
            start.somebody_signed.set()
            await start.the_clock_moved_one.wait()
        await attempt(world, ledger, ticket, "comment", text="请尽快。")
        await attempt(world, ledger, ticket, "sign")


async def attempt(world: World, ledger: Ledger, ticket: UUID, action: str, **fields: object) -> None:
    """Try until it is done or refused for good."""
    while True:
        try:
            await move(world, ticket, world.actor("V1"), action, **fields)
        except (StaleVersion, Unavailable):
            continue
        except Refusal:
            return
        ledger[action][ticket] += 1
        return


async def the_clock(world: World, start: Start) -> None:
    await start.somebody_signed.wait()
    while await are_due(world.runtime):
        if (await sweep(world.runtime, batch=4)).applied:
            start.the_clock_moved_one.set()
        await asyncio.sleep(random.uniform(0, 0.03))


async def race(world: World, count: int) -> Ledger:
    """People and the clock at the same tickets at once, until nothing is due."""
    tickets, ledger, start = await unsigned(world, count), Ledger(Counter), Start()
    async with asyncio.TaskGroup() as group:
        for nth in range(PEOPLE):
            group.create_task(a_person(world, ledger, tickets[nth::PEOPLE], start))
        for _ in range(CLOCKS):
            group.create_task(the_clock(world, start))
    return ledger


@pytest.mark.parametrize("count", [MANY, pytest.param(3000, marks=pytest.mark.torture)])
async def test_what_people_did_in_time_counts_and_the_clock_does_the_rest(world: World, count: int) -> None:
    async with journal(world):
        with hesitating():
            ledger = await race(world, count)
        assert await untimely(world) == 0
    assert await wrongs(world) == {}
    signed, climbed = await event_count(world, "ticket.signed"), await event_count(world, "ticket.escalated")
    assert (signed, await event_count(world, "ticket.commented")) == (ledger["sign"], ledger["comment"])
    assert (signed + climbed).total() == len(signed + climbed) == count
    assert signed
    assert climbed
    assert (await verify(world.runtime)).findings == ()


async def test_without_the_look_after_the_lock_the_clock_disturbs_what_was_just_settled(world: World) -> None:
    tickets, ledger = await unsigned(world, 3), Ledger(Counter)
    claimed, settled = asyncio.Event(), asyncio.Event()

    async def until_it_is_settled() -> None:
        claimed.set()
        await settled.wait()

    async with journal(world):
        with hesitating(without=frozenset({Guard.CLAIM}), claimed=until_it_is_settled):
            looking = asyncio.create_task(sweep(world.runtime))
            await claimed.wait()
            for ticket in tickets:
                await attempt(world, ledger, ticket, "sign")
            settled.set()
            await looking
        assert await untimely(world) > 0
