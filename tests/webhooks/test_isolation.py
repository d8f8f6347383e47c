"""A receiver that hangs, and one that always fails, cost the others nothing; limits hold for all workers together."""

import asyncio
from asyncio import Barrier
from collections import Counter
from contextlib import AsyncExitStack
from uuid import UUID

from aiohttp import web

from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.engine.delivery_worker import DeliveryWorker
from tests.support.receivers import Receiver, local_sender, receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import at, at_work, some_events, until_nothing_is_owed


class Hanging(Receiver):
    """Takes a request and says nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = asyncio.Event()
        self.waiting = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.waiting += 1
        await self.let_go.wait()
        return web.Response()


class Counting(Receiver):
    """Answers so many requests together and none alone, and remembers how many there were at a time."""

    def __init__(self, together: int) -> None:
        super().__init__()
        self.here = self.most = 0
        self.all_are_here = Barrier(together)

    async def answer(self, request: web.Request) -> web.Response:
        self.here += 1
        self.most = max(self.most, self.here)
        await self.all_are_here.wait()
        self.here -= 1
        return await super().answer(request)


class Leaving(DeliveryWorker):
    """Says when it has been told to stop and has no claim under way any more."""

    def __init__(self, runtime: Runtime, sender: Sender) -> None:
        super().__init__(runtime, sender)
        self.claims_nothing_more = asyncio.Event()

    async def _finish(self) -> None:
        self.claims_nothing_more.set()
        await super()._finish()


async def test_others_do_not_wait_for_one_that_hangs_and_one_that_fails(world: World) -> None:
    async with AsyncExitStack() as stack:
        hanging = Hanging()
        stuck = await stack.enter_async_context(receiver(hanging))
        broken = await stack.enter_async_context(receiver())
        healthy = await stack.enter_async_context(receiver())
        broken.status = 500
        for here in (stuck, broken):
            await at(world, here, ordering="none", timeout_ms=30_000)
        good = [await at(world, healthy, ordering="none") for _ in range(8)]
        for _ in range(30):
            await some_events(world, 1)
        async with at_work(world, workers=2):

            async def all_arrived() -> bool:
                return len(healthy.received) == 8 * 30

            await until(all_arrived)
            assert hanging.waiting == 8
            assert len(broken.received) <= 8
            hanging.let_go.set()
            broken.status = 200
    arrived = Counter(each.headers["webhook-endpoint-id"] for each in healthy.received)
    assert arrived == {str(id_): 30 for id_ in good}


async def test_no_endpoint_gets_more_at_a_time_than_it_wants_from_any_number_of_workers(world: World) -> None:
    counting = Counting(together=3)
    async with receiver(counting) as here:
        await at(world, here, ordering="none", max_in_flight=3)
        for _ in range(30):
            await some_events(world, 1)
        async with at_work(world, workers=4):
            await until_nothing_is_owed(world)
    assert counting.most == 3
    assert len(counting.received) == 30


async def test_nothing_is_sent_twice_while_nothing_fails(world: World) -> None:
    async with receiver() as here:
        await at(world, here, ordering="none", max_in_flight=32)
        for _ in range(10):
            await some_events(world, 20)
        async with at_work(world, workers=3):
            await until_nothing_is_owed(world)
    assert Counter(each.headers["webhook-id"] for each in here.received).most_common(1)[0][1] == 1
    assert len(here.received) == 200


async def test_a_stop_lets_what_is_under_way_end_and_puts_nothing_on_its_bill(world: World) -> None:
    hanging = Hanging()
    async with receiver(hanging) as here, local_sender() as sender, asyncio.TaskGroup() as group:
        endpoint = await at(world, here)
        await some_events(world, 2)
        worker, stop = Leaving(world.runtime, sender), asyncio.Event()
        group.create_task(worker.run(stop))

        async def is_under_way() -> bool:
            return hanging.waiting == 1

        await until(is_under_way)
        stop.set()
        await worker.claims_nothing_more.wait()  # Else what it just looks for may become free, and is rightly sent.
        hanging.let_go.set()
    assert await _owed_to(world, endpoint) == [(0, 0)]


async def _owed_to(world: World, endpoint: UUID) -> list[tuple[int, int]]:
    rows = await world.runtime.database.pool.fetch(
        "SELECT state, attempt FROM webhook_queue WHERE endpoint_id = $1", endpoint
    )
    return [tuple(row) for row in rows]
