"""A worker that is told to stop finishes the batch it is in, and goes."""

import signal

from escalation.tickets.engine.deadlines import BATCH
from escalation.verification.usecases.verify import verify
from tests.faults.load import about_to_climb, are_due, sweep_until_quiet
from tests.faults.records import climbed, histories, locked, wrongs
from tests.faults.workers import has_said, working
from tests.support.waiting import LONGEST, until
from tests.support.world import World

COUNT = 2 * BATCH + 50


async def test_a_worker_told_to_stop_ends_well_after_the_batch_it_is_in(
    world: World, environment: dict[str, str]
) -> None:
    before = await histories(world, await about_to_climb(world, COUNT))
    with working(environment) as worker:

        async def one_batch_is_done() -> bool:
            return await are_due(world.runtime) < COUNT

        await has_said(worker, "Working")
        await until(one_batch_is_done)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=LONGEST) == 0
    left = await are_due(world.runtime)
    assert left < COUNT
    assert (await wrongs(world), await locked(world)) == ({}, 0)
    assert await sweep_until_quiet(world.runtime) == left
    assert await histories(world) == climbed(before)
    assert (await verify(world.runtime)).is_clean


async def test_a_worker_told_to_stop_while_it_rests_goes(world: World, environment: dict[str, str]) -> None:
    with working(environment) as worker:
        await has_said(worker, "Working")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=LONGEST) == 0
