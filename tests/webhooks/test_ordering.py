"""Order per ticket at each endpoint, whatever fails; and what goes ahead when the hold is over."""

import asyncio
import random
from collections import defaultdict
from datetime import timedelta
from typing import Any

from aiohttp import web

from tests.support.receivers import Receiver, receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import (
    at,
    at_work,
    some_events,
    turn,
    turn_until_nothing_is_owed,
    until_nothing_is_owed,
    until_tried,
)


class Moody(Receiver):
    """Fails and dawdles by chance, and keeps what it said yes to."""

    def __init__(self, seed: int, failing: float) -> None:
        super().__init__()
        self.chance = random.Random(seed)
        self.failing = failing
        self.taken: list[dict[str, Any]] = []

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json()
        await asyncio.sleep(self.chance.random() * 0.02)
        if self.chance.random() < self.failing:
            return web.Response(status=503)
        self.taken.append(body)
        return web.Response()


async def test_each_ticket_arrives_in_order_although_every_third_attempt_fails(world: World) -> None:
    moody = Moody(seed=7, failing=0.33)
    async with receiver(moody) as here:
        await at(world, here, max_in_flight=8, ordering_hold=timedelta(days=2))
        for _ in range(6):
            await some_events(world, 6)
        async with at_work(world, workers=2):
            await turn_until_nothing_is_owed(world, minutes=20, most=144)
    first_arrivals: dict[str, list[int]] = defaultdict(list)
    for body in moody.taken:
        if body["sequence"] not in first_arrivals[body["ticket_id"]]:
            first_arrivals[body["ticket_id"]].append(body["sequence"])
    assert len(first_arrivals) == 6
    assert all(sequences == [2, 3, 4, 5, 6, 7] for sequences in first_arrivals.values()), first_arrivals


async def test_later_events_go_ahead_when_the_hold_is_over_and_the_first_is_still_tried(world: World) -> None:
    async with receiver() as here:
        here.status = 500
        await at(world, here)
        _, events = await some_events(world, 3)
        async with at_work(world):
            await until_tried(world, 1)
            assert [each.headers["webhook-id"] for each in here.received] == [str(events[0])]
            here.status = 200
            here.refuses = {str(events[0])}
            await turn(world, minutes=16)

            async def the_others_arrived() -> bool:
                return {str(events[1]), str(events[2])} <= {each.headers["webhook-id"] for each in here.received}

            await until(the_others_arrived)
            await until_tried(world, 4)
            here.refuses = set()
            await turn(world, hours=1)
            await until_nothing_is_owed(world)
    assert here.received[-1].headers["webhook-id"] == str(events[0])


async def test_whoever_wants_no_order_gets_none(world: World) -> None:
    async with receiver() as here:
        here.status = 500
        await at(world, here, ordering="none")
        await some_events(world, 3)
        async with at_work(world):
            await until_tried(world, 3)
    assert len({each.headers["webhook-id"] for each in here.received}) == 3
