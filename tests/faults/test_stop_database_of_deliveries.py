"""PostgreSQL is stopped at once while a worker delivers: nothing is lost, and no ticket's events change their order."""

import asyncio
import random
import signal
from pathlib import Path

import pytest

from escalation.webhooks.storage.claims import LEASE
from tests.faults.databases import a_database
from tests.faults.test_kill_deliveries import Ledger, much_to_tell
from tests.faults.workers import REACH, working
from tests.support.receivers import receiver
from tests.support.waiting import LONGEST, until
from tests.webhooks.desk import at, owed

_RUN_OUT = """
UPDATE webhook_queue SET leased_until = 'epoch' WHERE state = 1 AND leased_until < pg_postmaster_start_time() + $1
"""


@pytest.mark.parametrize(
    ("stops", "tickets", "events"), [(1, 20, 20), pytest.param(20, 200, 60, marks=pytest.mark.torture)]
)
async def test_a_worker_outlives_its_database_and_delivers_everything_in_order(
    pristine: Path, stops: int, tickets: int, events: int
) -> None:
    ledger, chance = Ledger(), random.Random(5)
    async with a_database(pristine) as stoppable, receiver(ledger) as here:
        world = stoppable.world
        endpoints = [await at(world, here, unit) for unit in ("K1", "C")]
        expected = await much_to_tell(world, tickets, events)
        assert expected == tickets * events * len(endpoints)

        async def is_quiet() -> bool:
            return await owed(world) == 0

        with working(stoppable.environment | REACH) as worker:
            for _ in range(stops):
                ledger.keep_all_after(len(ledger.times) + chance.randrange(1, expected // (2 * stops)))
                await until(ledger.keeps_some)
                stoppable.stop_at_once()
                assert len(ledger.times) < expected
                await asyncio.to_thread(stoppable.come_up)
                ledger.let_go()
                # A minute later: what was claimed, and whose claim was not acknowledged any more, has run out.
                await world.runtime.database.pool.execute(_RUN_OUT, LEASE)
            await until(is_quiet)
            worker.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(worker.wait, LONGEST) == 0
        dead = await world.runtime.database.pool.fetchval("SELECT count(*) FROM webhook_dead")
    assert (len(ledger.times), ledger.out_of_order(), dead) == (expected, [], 0)
