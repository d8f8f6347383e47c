"""A worker sleeps while its delivery is at the receiver, and wakes when that is another's: it changes nothing then."""

import asyncio
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pytest
from aiohttp import web

from escalation.kit.database.connection import Row
from tests.faults.lone_delivery_worker import WITHOUT_FENCE
from tests.faults.workers import REACH, working
from tests.support.receivers import Receiver, receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import at, at_work, some_events, turn, until_nothing_is_owed

_LONE: Final = (sys.executable, "-m", "tests.faults.lone_delivery_worker")


class Patient(Receiver):
    """Keeps the first two requests waiting, each until it is let go, and answers them as it is told."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.turns = [(asyncio.Event(), first), (asyncio.Event(), 200)]

    async def answer(self, request: web.Request) -> web.Response:
        await super().answer(request)
        if len(self.received) <= len(self.turns):
            let_go, status = self.turns[len(self.received) - 1]
            await let_go.wait()
            return web.Response(status=status)
        return web.Response()


@dataclass(frozen=True, slots=True)
class Story:
    """What the new owner's row was before the late result came, and after it; what arrived, and what the log has."""

    before: Row | None
    after: Row | None
    events: list[str]
    arrived: list[str]
    log: list[tuple[str, int]]


async def wakes_too_late(world: World, environment: Mapping[str, str], answer: int, *options: str) -> Story:
    """The worker is stopped with its delivery under way, another one takes over, and then the first gets its answer."""
    patient = Patient(answer)
    pool = world.runtime.database.pool

    async def comes(count: int) -> bool:
        return len(patient.received) == count

    async def its_result_is_written() -> bool:
        return bool(await pool.fetchval("SELECT count(*) FROM webhook_attempts WHERE outcome <> 'lost'"))

    async def row() -> Row | None:
        return await pool.fetchrow("SELECT * FROM webhook_queue ORDER BY feed_pos LIMIT 1")

    async with receiver(patient) as here:
        await at(world, here, timeout_ms=30_000)  # However late the worker wakes on a busy machine.
        _, events = await some_events(world, 2)
        with working({**environment, **REACH}, program=(*_LONE, *options)) as worker:
            await until(lambda: comes(1))
            worker.send_signal(signal.SIGSTOP)
            # Its lease is over.
            await pool.execute("UPDATE webhook_queue SET leased_until = 'epoch' WHERE state = 1")
            async with at_work(world):
                await until(lambda: comes(2))
                before = await row()
                patient.turns[0][0].set()
                worker.send_signal(signal.SIGCONT)
                await until(its_result_is_written)
                after = await row()
                patient.turns[1][0].set()
                await turn(world, minutes=1)
                await until_nothing_is_owed(world)
    log = await pool.fetch("SELECT outcome, attempt FROM webhook_attempts")
    arrived = [each.headers["webhook-id"] for each in patient.received]
    return Story(before, after, list(map(str, events)), arrived, [tuple(each) for each in log])


@pytest.mark.parametrize("answer", [200, 500])
async def test_a_worker_that_wakes_too_late_changes_nothing_of_what_is_anothers(
    world: World, environment: dict[str, str], answer: int
) -> None:
    story = await wakes_too_late(world, environment, answer)
    assert story.before is not None
    assert (story.before["state"], story.before["attempt"]) == (1, 1)
    assert story.after == story.before
    # The receiver had it twice, as may happen; the second event came after the first one's owner was done with it.
    first, second = story.events
    assert story.arrived == [first, first, second]
    assert sorted(story.log) == sorted([("lost", 1), ({200: "ok", 500: "http_error"}[answer], 1), ("ok", 1), ("ok", 1)])


@pytest.mark.parametrize("answer", [200, pytest.param(500, marks=pytest.mark.torture)])
async def test_without_the_fence_it_would(world: World, environment: dict[str, str], answer: int) -> None:
    """The negative control."""
    story = await wakes_too_late(world, environment, answer, WITHOUT_FENCE)
    assert story.before is not None
    assert story.after != story.before
