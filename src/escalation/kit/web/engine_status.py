"""How does the engine fare (status), wherever it runs? Read from the database, for probes and for gauges.

Anybody may ask, so what was read a moment ago is told again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from escalation.errors import DatabaseUnavailable
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.workers import WorkersSeen, see_workers

FRESH: Final = 2.0
"""Seconds for which what was read is told again."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What the engine works off: how long its first has waited (`None`: nothing waits), and what is too long."""

    read: Callable[[Connection], Awaitable[timedelta | None]]
    too_long: timedelta


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What was found. `lags`: for how long the first of each queue has waited; `late`: which of them too long."""

    now: datetime
    workers: WorkersSeen
    lags: Mapping[str, timedelta]
    late: tuple[str, ...]


@dataclass(slots=True)
class EngineWatch:
    """Reads how the engine fares, for all who ask in this process: one at a time, and not again at once."""

    queues: Mapping[str, Queue]
    fresh: float = FRESH
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _status: EngineStatus | None = None
    _until: float = 0.0

    async def look(self, runtime: Runtime) -> EngineStatus:
        """How the engine fares now, or did a moment ago.

        Raises `DatabaseUnavailable`, to all who waited: each would wait for a connection in vain, one behind the other.
        """
        async with self._lock:
            if monotonic() >= self._until:
                self._status = None
                with suppress(DatabaseUnavailable):
                    self._status = await self._read(runtime)
                self._until = monotonic() + self.fresh
            if self._status is None:
                raise DatabaseUnavailable
            return self._status

    async def _read(self, runtime: Runtime) -> EngineStatus:
        async with runtime.database.connection(changes=False) as connection:
            now, workers = await read_now(connection), await see_workers(connection)
            found = {name: await queue.read(connection) for name, queue in self.queues.items()}
        lags = {name: max(lag or timedelta(), timedelta()) for name, lag in found.items()}
        late = tuple(name for name, lag in lags.items() if lag > self.queues[name].too_long)
        return EngineStatus(now, workers, lags, late)
