"""Workers are killed while they deliver: nothing is lost, and no ticket's events change their order at any endpoint."""

import asyncio
import random
import signal
from collections import Counter, defaultdict
from contextlib import ExitStack

import pytest
from aiohttp import web

from tests.faults.workers import REACH, working
from tests.feed.feeds import number_events
from tests.support.makers import a_ticket
from tests.support.receivers import Receiver, receiver
from tests.support.waiting import LONGEST, until
from tests.support.world import World
from tests.webhooks.desk import at, owed

_EVENTS = """
WITH t AS (
  UPDATE tickets SET event_count = event_count + $1 RETURNING id, version, event_count - $1 AS before
)
INSERT INTO events (id, ticket_id, sequence, type, occurred_at, trigger, action, principal, to_state, ticket_version,
  workflow_version, request_id, data, hash)
SELECT gen_random_uuid(), t.id, t.before + i, 'ticket.commented', clock_timestamp(), 'person', 'comment', 'key:test',
  'registered', t.version, 1, 'test', '{}', ''
FROM t CROSS JOIN generate_series(1, $1) i ORDER BY i
"""
_INTERRUPTED = "SELECT count(*) FROM webhook_attempts WHERE outcome = 'lost'"
Place = tuple[str, str]


class Ledger(Receiver):
    """Says yes to everything and writes down in which order the events of each ticket first came to each endpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: dict[Place, list[int]] = defaultdict(list)
        self.expected = 0
        self.times: Counter[tuple[str, str]] = Counter()
        self._may_pass = asyncio.Event()
        self._may_pass.set()
        self._keeps_after: int | None = None
        self._kept = 0

    def keep_all_after(self, count: int) -> None:
        """Answer nobody any more once so many events have come, until they are let go."""
        self._keeps_after, self._kept = count, 0

    async def keeps_some(self) -> bool:
        """Whether somebody is waiting for an answer."""
        return self._kept > 0

    def let_go(self) -> None:
        """Answer everybody again."""
        self._keeps_after = None
        self._may_pass.set()

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json()
        endpoint = request.headers["webhook-endpoint-id"]
        if self._keeps_after is not None and len(self.times) >= self._keeps_after:
            self._may_pass.clear()
            self._kept += 1
        await self._may_pass.wait()
        self.times[endpoint, body["id"]] += 1
        if self.times[endpoint, body["id"]] == 1:
            self.arrived[endpoint, body["ticket_id"]].append(body["sequence"])
        return web.Response()

    @property
    def repeated(self) -> int:
        """How many requests were not the first of their event at their endpoint."""
        return sum(self.times.values()) - len(self.times)

    def out_of_order(self) -> list[Place]:
        """Where a later event came first."""
        return [place for place, sequences in self.arrived.items() if sequences != sorted(sequences)]


async def much_to_tell(world: World, tickets: int, events: int) -> int:
    """So many events for each of so many tickets, all in the feed and owed; how many deliveries that makes."""
    for _ in range(tickets):
        await a_ticket(world, "V1")
    await world.runtime.database.pool.execute(_EVENTS, events)
    await number_events(world.runtime)
    return await owed(world)


async def deliver_with_kills(world: World, environment: dict[str, str], kills: int, ledger: Ledger) -> None:
    """Two workers, killed in the middle of it again and again; then two that are left alone until nothing is owed."""
    chance = random.Random(11)
    for _ in range(kills // 2):
        with ExitStack() as workers:
            gang = [workers.enter_context(working(environment | REACH)) for _ in range(2)]
            ledger.keep_all_after(len(ledger.times) + chance.randrange(1, ledger.expected // (2 * kills)))
            await until(ledger.keeps_some)
            for victim in gang:
                victim.send_signal(signal.SIGKILL)
        ledger.let_go()
        await a_minute_later(world)

    async def is_quiet() -> bool:
        return await owed(world) == 0

    with ExitStack() as workers:
        for _ in range(2):
            workers.enter_context(working(environment | REACH))
        await until(is_quiet, longest=10 * LONGEST)


async def a_minute_later(world: World) -> None:
    """What the dead held has run out."""
    await world.runtime.database.pool.execute("UPDATE webhook_queue SET leased_until = 'epoch' WHERE state = 1")


async def run(world: World, environment: dict[str, str], *, tickets: int, events: int, kills: int) -> Ledger:
    ledger = Ledger()
    async with receiver(ledger) as here:
        endpoints = [await at(world, here, unit, max_in_flight=64) for unit in ("K1", "C")]
        expected = ledger.expected = await much_to_tell(world, tickets, events)
        await deliver_with_kills(world, environment, kills, ledger)
    assert expected == tickets * events * len(endpoints)
    assert len(ledger.times) == expected
    assert ledger.out_of_order() == []
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM webhook_dead") == 0
    interrupted = await world.runtime.database.pool.fetchval(_INTERRUPTED)
    # Otherwise nobody was killed at work.
    assert interrupted > 0
    assert ledger.repeated <= interrupted
    print(  # noqa: T201
        f"{expected} deliveries, {kills} kills with {interrupted} under way: 0 lost, 0 out of order,"
        f" {ledger.repeated} repeated"
    )
    return ledger


async def test_killed_workers_lose_nothing_and_keep_the_order(world: World, environment: dict[str, str]) -> None:
    await run(world, environment, tickets=30, events=20, kills=2)


@pytest.mark.torture
async def test_twenty_kills_among_sixty_thousand_events(world: World, environment: dict[str, str]) -> None:
    await run(world, environment, tickets=300, events=200, kills=20)
