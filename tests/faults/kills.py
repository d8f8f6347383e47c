"""A whole service in processes of its own, each of which can be killed at any moment and comes back."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import asyncpg

from escalation.errors import Unavailable
from tests.faults.clients import Door, Ledger
from tests.faults.databases import Stoppable
from tests.faults.workers import REACH, working
from tests.support.programs import Process, Server, serving
from tests.support.waiting import until

PLENTY: Final = {
    "ESCALATION_REQUESTS_A_MINUTE_OF_KEY": "1000000", "ESCALATION_REQUESTS_A_MINUTE_OF_UNIT": "1000000",
    "ESCALATION_REQUESTS_AT_ONCE_OF_KEY": "50", "ESCALATION_IMPORT_FILES_WAITING": "1000",
    "ESCALATION_IMPORT_LINES_A_DAY": "10000000", "ESCALATION_PASSWORD_HASHING": "m=8,t=1,p=1",
}  # fmt: skip
"""Clients that work as fast as they can are nobody's attack here."""

_BACKENDS: Final = "SELECT pid FROM pg_stat_activity WHERE application_name = ANY ($1) AND pid <> pg_backend_pid()"
_PROGRAMS: Final = ["escalation serve", "escalation work"]


@dataclass(slots=True)
class Service:
    """A server, a worker and their database."""

    stoppable: Stoppable
    door: Door
    ledger: Ledger
    chance: random.Random
    environment: Mapping[str, str]
    _api: ExitStack = field(default_factory=ExitStack)
    _work: ExitStack = field(default_factory=ExitStack)
    server: Server | None = None
    worker: Process | None = None

    async def start_server(self) -> None:
        """Start one, and let clients know where it is."""
        self._api.close()
        context = serving("--no-worker", environment=self.environment)
        self.server = await asyncio.to_thread(self._api.enter_context, context)
        self.door.url = self.server.url

    async def start_worker(self) -> None:
        """Start one; nobody waits for it."""
        self._work.close()
        self.worker = await asyncio.to_thread(self._work.enter_context, working(self.environment))

    def close(self) -> None:
        """End all programs."""
        self._api.close()
        self._work.close()

    async def kill(self, kind: str) -> None:
        """Kill, and bring back what ended by it."""
        await KINDS[kind](self)

    async def end_server(self, number: signal.Signals) -> None:
        assert self.server is not None
        self._strike("server", number)
        self.server.process.send_signal(number)
        await asyncio.to_thread(self.server.process.wait)
        await self.start_server()

    async def end_worker(self) -> None:
        assert self.worker is not None
        self._strike("worker", signal.SIGKILL)
        self.worker.send_signal(signal.SIGKILL)
        await self.start_worker()

    async def end_database(self, number: signal.Signals) -> None:
        self._strike("database", number)
        os.kill(self.stoppable.server.pid, number)
        await asyncio.to_thread(self.stoppable.come_up)

    async def end_backend(self, number: signal.Signals) -> None:
        """Of SIGKILL the whole database server restarts by itself; SIGTERM ends that one connection."""
        found = await self._backends()
        if not found:
            return
        self._strike("connection", number)
        with suppress(ProcessLookupError):
            os.kill(self.chance.choice(found), number)
        if number is signal.SIGKILL:
            await until(self._answers)

    async def _backends(self) -> list[int]:
        with suppress(Unavailable, asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            rows = await self.stoppable.world.runtime.database.pool.fetch(_BACKENDS, _PROGRAMS)
            return [row["pid"] for row in rows]
        return []

    async def _answers(self) -> bool:
        return await asyncio.to_thread(self.stoppable.server.is_ready)

    def _strike(self, what: str, number: signal.Signals) -> None:
        self.ledger.strike(f"{what}, {number.name}")


KINDS: Final[Mapping[str, Callable[[Service], Awaitable[None]]]] = {
    "server, SIGKILL": lambda service: service.end_server(signal.SIGKILL),
    "server, SIGTERM": lambda service: service.end_server(signal.SIGTERM),
    "worker, SIGKILL": lambda service: service.end_worker(),
    "connection, SIGTERM": lambda service: service.end_backend(signal.SIGTERM),
    "connection, SIGKILL": lambda service: service.end_backend(signal.SIGKILL),
    # What `pg_ctl stop` sends for its modes fast and immediate, and what nobody should.
    "database, SIGINT": lambda service: service.end_database(signal.SIGINT),
    "database, SIGQUIT": lambda service: service.end_database(signal.SIGQUIT),
    "database, SIGKILL": lambda service: service.end_database(signal.SIGKILL),
}


@asynccontextmanager
async def a_service(stoppable: Stoppable, ledger: Ledger, chance: random.Random) -> AsyncIterator[Service]:
    """A service at work, for as long as the block."""
    service = Service(stoppable, Door(), ledger, chance, {**stoppable.environment, **REACH, **PLENTY})
    try:
        await service.start_server()
        await service.start_worker()
        yield service
    finally:
        await asyncio.to_thread(service.close)
