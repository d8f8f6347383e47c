"""PostgreSQL is stopped at once in the middle of a batch. What was acknowledged is there, and the rest is done once."""

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from escalation.errors import DatabaseUnavailable, OutcomeUnknown, StaleVersion
from escalation.tickets.engine.deadlines import BATCH, sweep
from tests.faults.databases import Stoppable, a_database
from tests.faults.guards import Guard, announcing
from tests.faults.load import about_to_climb, are_due, many_tickets, sweep_until_quiet, turn_back_and_lay_aside
from tests.faults.records import (
    climbed,
    climbs_without_fresh_time,
    event_count,
    fires,
    found_besides_what_was_laid_aside,
    hasty_climbs,
    histories,
    journal,
    long_climbs,
    untimely,
    wrongs,
)
from tests.faults.workers import has_said, working
from tests.support.makers import move
from tests.support.waiting import LONGEST, no_hanging, until
from tests.support.world import World

COUNT: Final = BATCH + 50
CLOCK: Final = "the clock"
# In seconds, from when a batch is sent to the database: it reads, it writes, it commits, it has done so.
MOMENTS: Final = (0.0, 0.02, 0.06, 0.2)


@dataclass(slots=True)
class Ledger:
    """What was acknowledged, of the clock and of people, and what broke off."""

    fired: int = 0
    firings_broken_off: int = 0
    commented: int = 0
    comments_broken_off: int = 0
    closed: bool = False


@pytest.fixture(scope="module")
async def stoppable(pristine: Path) -> AsyncIterator[Stoppable]:
    async with a_database(pristine) as stoppable:
        yield stoppable


async def a_clock(world: World, ledger: Ledger) -> None:
    while not ledger.closed:
        try:
            swept = await sweep(world.runtime)
            ledger.fired += swept.applied
        except OutcomeUnknown:
            ledger.firings_broken_off += 1
        except DatabaseUnavailable:
            continue
        finally:
            await asyncio.sleep(0.02)


async def a_person(world: World, ledger: Ledger, tickets: list[UUID]) -> None:
    """Comment again and again; what was not answered is not repeated."""
    for ticket in cycle(tickets):
        try:
            await move(world, ticket, world.actor("V2", "leader"), "comment", text="催一下")
            ledger.commented += 1
        except OutcomeUnknown:
            ledger.comments_broken_off += 1
        except (DatabaseUnavailable, StaleVersion):
            await asyncio.sleep(0.02)
        if ledger.closed:
            return


async def nothing_acknowledged_is_lost(world: World, ledger: Ledger) -> None:
    fired, commented = ledger.fired, ledger.commented
    assert await wrongs(world) == {}
    assert await fires(world) >= fired
    assert (await event_count(world, "ticket.commented")).total() >= commented


@pytest.mark.parametrize("stops", [2, pytest.param(40, marks=pytest.mark.torture)])
async def test_a_database_stopped_in_mid_batch_loses_nothing_and_doubles_nothing(
    stoppable: Stoppable, stops: int
) -> None:
    world, ledger = stoppable.world, Ledger()
    await turn_back_and_lay_aside(world)
    noisy = await many_tickets(world, 3, "V2")
    tickets = await many_tickets(world, COUNT)
    async with journal(world):
        with announcing(Guard.VERSION, task=CLOCK) as writing:
            async with asyncio.TaskGroup() as group:
                group.create_task(a_person(world, ledger, noisy))
                for _ in range(2):
                    group.create_task(a_clock(world, ledger), name=CLOCK)
                for moment in islice(cycle(MOMENTS), stops):
                    await stop_in_mid_batch(stoppable, writing, moment)
                    await nothing_acknowledged_is_lost(world, ledger)
                while not ledger.firings_broken_off:  # Each batch was done or not yet begun: once more.
                    await stop_in_mid_batch(stoppable, writing, MOMENTS[0])
                ledger.closed = True
        await sweep_until_quiet(world.runtime)
        assert await untimely(world) == 0
        assert (await hasty_climbs(world), await long_climbs(world), await climbs_without_fresh_time(world)) == (
            0,
            0,
            0,
        )
    # A stop can part the tickets, so that some are a step ahead; but none stands still, and none made a step too many.
    assert await are_due(world.runtime) == 0
    assert all("ticket.escalated" in history.events for history in (await histories(world, tickets)).values())
    assert (await event_count(world, "ticket.commented")).total() <= ledger.commented + ledger.comments_broken_off
    assert await wrongs(world) == {}
    assert await found_besides_what_was_laid_aside(world) == []


async def stop_in_mid_batch(stoppable: Stoppable, writing: asyncio.Event, moment: float) -> None:
    writing.clear()
    await stoppable.world.advance(days=5)
    async with no_hanging():
        await writing.wait()
    await asyncio.sleep(moment)
    stoppable.stop_at_once()
    await asyncio.to_thread(stoppable.come_up)


async def test_a_worker_outlives_its_database_and_goes_on(stoppable: Stoppable) -> None:
    world = stoppable.world
    await turn_back_and_lay_aside(world)
    before = await histories(world, await about_to_climb(world, COUNT))
    with working(stoppable.environment) as worker:

        async def one_batch_is_done() -> bool:
            return await are_due(world.runtime) < COUNT

        async def all_is_done() -> bool:
            return await are_due(world.runtime) == 0

        await has_said(worker, "Working")
        await until(one_batch_is_done)
        stoppable.stop_at_once()
        await asyncio.to_thread(stoppable.come_up)
        await until(all_is_done)
        worker.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(worker.wait, LONGEST) == 0
    assert await histories(world, list(before)) == climbed(before)
    assert await wrongs(world) == {}
    assert await found_besides_what_was_laid_aside(world) == []
