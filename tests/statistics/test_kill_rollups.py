"""Whoever counts for roll-ups is killed in the middle of a batch; another one goes on, and what is counted is right."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from escalation.statistics.storage.rollup_counting import count_anew
from tests.faults.workers import has_said, working
from tests.statistics.test_rollups import STATE, catch_up, compare, some_tickets, wrong
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.waiting import until
from tests.support.world import World


async def go_on(world: World, times: int = 1) -> None:
    """What changes many counts: new tickets, handed down and climbing."""
    for _ in range(times):
        for origin, village in (("V1", "V1"), ("T1", "V1"), ("V2", "V2")):
            ticket = await a_ticket(world, origin)
            await move(world, ticket, world.actor(origin, "leader"), "dispatch", unit_id=world.id(village))


@asynccontextmanager
async def holding(world: World, table: str) -> AsyncIterator[Callable[[], Awaitable[object]]]:
    """Meanwhile a batch stands still inside of the database when it writes into a table, until let go."""
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(f"""
            CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$;
            CREATE TRIGGER holding BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION hold();
            SELECT pg_advisory_lock(1);
        """)
        try:
            yield lambda: connection.raw.execute("SELECT pg_advisory_unlock_all()")
        finally:
            await connection.raw.execute("SELECT pg_advisory_unlock_all()")
            await connection.raw.execute(f"DROP TRIGGER holding ON {table}; DROP FUNCTION hold()")


async def backends(world: World, more: str = "") -> int:
    """Connections of workers, dead ones among them until the database knows of it."""
    async with world.runtime.database.connection() as connection:
        return int(
            await connection.raw.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'escalation work'"
                f" AND datname = current_database() {more}"
            )
        )


async def is_at_it(world: World) -> bool:
    """Whether a batch stands still."""
    return await backends(world, "AND state = 'active' AND wait_event = 'advisory'") > 0


async def is_gone(world: World) -> bool:
    """Whether the database knows that no worker is left."""
    return await backends(world) == 0


@pytest.mark.slow
@pytest.mark.parametrize("table", ["rate_rollups", "rate_contributions", "rollup_progress"])
async def test_a_worker_killed_in_the_middle_of_a_batch_has_counted_nothing_of_it(
    world: World, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    """While it counts, when it writes down what each ticket gave, and when all that is left is how far it came."""
    await some_tickets(world)
    await go_on(world)
    pool = world.runtime.database.pool
    before = await pool.fetchrow(STATE)
    async with holding(world, table) as let_go:
        with working(environment) as worker:
            await until(lambda: is_at_it(world))
            worker.kill()
        await let_go()
        await until(lambda: is_gone(world))
    assert await pool.fetchrow(STATE) == before
    with working(environment) as worker:
        await until(lambda: all_is_counted(world))
    assert await pool.fetchrow(STATE) != before
    assert await compare(world, monkeypatch) > 0
    assert await wrong(world) == set()


@pytest.mark.slow
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.torture)])
async def test_workers_killed_at_random_while_tickets_move_lose_nothing_and_double_nothing(
    world: World, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    """Every other time all is to be counted anew when the worker begins."""
    await some_tickets(world)
    done = asyncio.Event()

    async def write() -> None:
        while not done.is_set():
            await go_on(world)
            await asyncio.sleep(0.2)

    writing = asyncio.create_task(write())
    for nth in range(kills):
        if nth % 2:
            async with world.runtime.database.transaction() as connection:
                await count_anew(connection)
        with working(environment) as worker:
            await has_said(worker, "Working")
            await asyncio.sleep(random.uniform(0, 0.6))
            worker.kill()
        assert await wrong(world) == set()
    done.set()
    await writing
    await catch_up(world)
    assert await compare(world, monkeypatch) > 0
    assert await wrong(world) == set()


async def all_is_counted(world: World) -> bool:
    """Whether nothing is left to be counted."""
    return bool(
        await world.runtime.database.pool.fetchval(
            "SELECT walked_to IS NULL AND feed_pos = (SELECT max(feed_pos) FROM events)"
            " AND NOT EXISTS (SELECT FROM events WHERE feed_pos IS NULL) FROM rollup_progress"
        )
    )
