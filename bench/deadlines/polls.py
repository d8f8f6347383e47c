"""What does it cost to look when nothing is due? With a clean index, and with thousands of dead rows at its head.

While somebody keeps a snapshot open, PostgreSQL cannot clear what the sweep has left behind, and whoever asks for the
longest due ticket walks over all of it each time.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from time import perf_counter
from typing import Final

import asyncpg

from bench.deadlines.baseline import escalate
from bench.deadlines.clock import Raw
from escalation.kit.runtime.context import Runtime
from escalation.tickets.engine.deadlines import DeadlineWorker, sweep

_WARM_UP: Final = 5
_COUNTED: Final = 5


class Way(StrEnum):
    """Who looks, and from where on."""

    WORKER = "worker on its way"
    FIRST = "sweep from the first"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Polls:
    """Seconds of each look, and how many buffers (8 kB) of index and table the median one touched."""

    seconds: Sequence[float]
    buffers: float


async def empty_polls(
    runtime: Runtime, worker: DeadlineWorker, dsn: str, raw: Raw, batch: int, count: int
) -> dict[Way, Polls]:
    """Look `count` times each way, in turns. Raises `RuntimeError` if something is due.

    `runtime` has one connection, or the buffers are not those of the look.
    """
    seconds: dict[Way, list[float]] = {way: [] for way in Way}
    async with AsyncExitStack() as stack:
        looks = {
            Way.WORKER: await _our_look(runtime, lambda: worker.step(runtime)),
            Way.FIRST: await _our_look(runtime, lambda: _sweep(runtime, batch)),
            Way.BY_HAND: await stack.enter_async_context(_look_by_hand(dsn, batch)),
        }
        for number in range(_WARM_UP + count):
            for way, look in looks.items():
                began = perf_counter()
                await look.at_nothing()
                if number >= _WARM_UP:
                    seconds[way].append(perf_counter() - began)
        return {way: Polls(seconds[way], await look.buffers(raw)) for way, look in looks.items()}


@asynccontextmanager
async def open_snapshot(dsn: str) -> AsyncIterator[None]:
    """Somebody looks at the whole database as it is now and does not come to an end as long as the block."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("SELECT FROM tickets LIMIT 1")
            yield
    finally:
        await connection.close()


@dataclass(frozen=True, slots=True)
class _Look:
    """How somebody looks, and the backend that it happens on; `claim` gives back zero when nothing is due."""

    pid: int
    claim: Callable[[], Awaitable[int]]
    flush: Callable[[], Awaitable[object]]

    async def at_nothing(self) -> None:
        """Look once."""
        if await self.claim():
            raise RuntimeError("something is due")

    async def buffers(self, raw: Raw) -> float:
        """How many buffers a look touches, the median of a few."""
        touched: list[int] = []
        for _ in range(_COUNTED):
            await self.flush()
            before = await raw.fetchval(_TOUCHED, self.pid)
            await self.at_nothing()
            await self.flush()
            touched.append(await raw.fetchval(_TOUCHED, self.pid) - before)
        return median(touched)


# What a backend has touched is known to others once it has flushed its counts.
_TOUCHED: Final = "SELECT coalesce(sum(hits) + sum(reads), 0)::bigint FROM pg_stat_get_backend_io($1)"
_FLUSH: Final = "SELECT pg_stat_force_next_flush()"


async def _our_look(runtime: Runtime, claim: Callable[[], Awaitable[int]]) -> _Look:
    async def on_its_connection(statement: str) -> int:
        async with runtime.database.connection() as connection:
            found: int = await connection.raw.fetchval(statement)
            return found

    return _Look(await on_its_connection("SELECT pg_backend_pid()"), claim, lambda: on_its_connection(_FLUSH))


async def _sweep(runtime: Runtime, batch: int) -> int:
    return (await sweep(runtime, batch=batch)).claimed


@asynccontextmanager
async def _look_by_hand(dsn: str, batch: int) -> AsyncIterator[_Look]:
    connection = await asyncpg.connect(dsn, server_settings={"jit": "off"})
    statement = await connection.prepare(escalate(batch))
    try:
        yield _Look(connection.get_server_pid(), statement.fetchval, lambda: connection.fetchval(_FLUSH))
    finally:
        await connection.close()
