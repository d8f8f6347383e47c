"""Old days of the log of attempts are dropped while everybody reads it: nobody fails, and what is kept is found."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import httpx2
import pytest

from escalation.errors import DatabaseUnavailable
from escalation.kit.database.clock import read_now, read_wall
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import StoredResponse
from escalation.webhooks.engine import replays as replays_step
from escalation.webhooks.storage.attempts import Attempt, drop_days, insert_attempts, make_days
from escalation.webhooks.usecases import replays
from escalation.webhooks.usecases.replays import WantedReplay
from tests.support.receivers import Receiver, receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import at, at_work, some_events

DAYS: Final = 12
"""How many days of the log there are beforehand; all but the last are dropped."""
OF_A_DAY: Final = 40
FAILED: Final = 700
"""More than one page of a replay."""


async def fill_the_log(world: World, endpoint: UUID, failed: list[UUID]) -> datetime:
    """Many attempts each day, and on the last one those that failed; when that day is."""
    async with world.runtime.database.connection() as connection:
        await make_days(connection, DAYS)
        wall = await read_wall(connection)
        days = [wall + timedelta(days=day) for day in range(1, DAYS + 1)]
        old = [_attempt(endpoint, new_id(), at, "ok") for at in days[:-1] for _ in range(OF_A_DAY)]
        await insert_attempts(connection, old + [_attempt(endpoint, event, days[-1], "timeout") for event in failed])
    return days[-1]


def _attempt(endpoint: UUID, event: UUID, at: datetime, outcome: str) -> Attempt:
    return Attempt(endpoint, event, "ticket.commented", 1, "live", at, 5, outcome)


@pytest.fixture
async def reader(world: World, client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """Somebody who may read what endpoints of K1 were sent."""
    client.headers.update(await world.key("K1", "integrator"))
    return client


async def read_all(reader: httpx2.AsyncClient, endpoint: UUID) -> list[str]:
    """The log from its latest attempt to its first, page by page."""
    path, query, events = f"/v1/webhook-endpoints/{endpoint}/deliveries", "", list[str]()
    while True:
        answer = await reader.get(f"{path}?limit=100{query}")
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        events += [item["event_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return events
        query = f"&cursor={page['next_cursor']}"


async def drop_all_but(world: World, last: datetime) -> int:
    """Day after day, while others read and write."""
    dropped = 0
    async with world.runtime.database.connection() as connection:
        kept = ((await read_wall(connection)) - last).days
    has_more = True
    while has_more:
        await asyncio.sleep(0.05)
        # Whoever reads just now is not made to wait; the next time is soon enough.
        with suppress(DatabaseUnavailable):
            async with world.runtime.database.connection() as connection:
                has_more = await drop_days(connection, kept)
            dropped += has_more
    return dropped


async def replay_failed(world: World, endpoint: UUID) -> None:
    async with world.runtime.database.connection() as connection:
        since = await read_now(connection) - timedelta(hours=1)
    wanted = WantedReplay(since=since, only_failed=True)
    who = world.actor("K1", "integrator")
    await replays.begin(world.runtime, endpoint, wanted, by=who, once=None, render=lambda _: StoredResponse(200, b""))
    has_more = True
    while has_more:
        has_more = await replays_step.step(world.runtime)
        await asyncio.sleep(0.05)


async def test_days_are_dropped_while_they_are_read_replayed_and_written(
    world: World, reader: httpx2.AsyncClient
) -> None:
    sleeper = await at(world, Receiver("https://example.org/"))
    _, failed = await some_events(world, FAILED)
    await world.runtime.database.pool.execute("DELETE FROM webhook_queue")
    await world.runtime.database.pool.execute("UPDATE webhook_health SET open_until = '2999-01-01Z', breaker = 'open'")
    last = await fill_the_log(world, sleeper, failed)
    done = asyncio.Event()

    async def read_on() -> int:
        times = 0
        while not done.is_set():
            found = await read_all(reader, sleeper)
            assert set(map(str, failed)) <= set(found)
            assert len(found) == len(set(found))
            times += 1
        return times

    async with receiver() as here:
        await at(world, here, ordering="none")
        async with at_work(world), asyncio.TaskGroup() as group:
            reading = group.create_task(read_on())
            group.create_task(replay_failed(world, sleeper))
            dropping = group.create_task(drop_all_but(world, last))
            arrived = await delivering(world, here, dropping)
            done.set()
    assert (dropping.result(), reading.result() > 0) == (DAYS - 1, True)
    assert len(here.received) == arrived
    owed = "SELECT count(*) FROM webhook_queue WHERE endpoint_id = $1 AND lane = 2"
    assert await world.runtime.database.pool.fetchval(owed, sleeper) == FAILED
    assert set(await read_all(reader, sleeper)) == set(map(str, failed))


async def delivering(world: World, here: Receiver, meanwhile: "asyncio.Task[int]") -> int:
    """Send one event after the other for as long as something else goes on; how many."""
    count = 0
    while not meanwhile.done():
        count += 1
        await some_events(world, 1)

        async def it_arrived(count: int = count) -> bool:
            return len(here.received) == count

        await until(it_arrived)
    return count
