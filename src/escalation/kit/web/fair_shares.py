"""Which share of a process may one caller take? Rate limits for keys and units, and so many requests of a key at once.

Whoever asks for more at once waits behind their own requests and nobody else's; whoever asks too often is told when to
come again. All of it is counted in this process: several processes allow so many times as much together.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from time import monotonic
from typing import Final
from uuid import UUID

from escalation.errors import N_, TooManyRequests
from escalation.kit.web.rate_limit import Throttle

_NO_LIMIT: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Requests a minute of one key and of all keys of a unit; how many of a key are worked on at once, and may wait.

    `bad_keys`: unknown keys a minute that one address may show.
    """

    of_key: int = 30_000
    of_unit: int = 60_000
    at_once: int = 2
    waiting: int = 100
    bad_keys: int = 60


class TooOften(TooManyRequests):
    """A key or a unit has asked as often as it may; `extra['retry_after']` holds whole seconds."""

    detail = N_(
        "Within a minute, a key may make {of_key} requests and a unit {of_unit}. "
        "Wait as long as Retry-After says, then spread them."
    )


class TooManyAtOnce(TooManyRequests):
    """So many requests of a key wait for their turn already."""

    detail = N_(
        "Of one key {at_once} requests are worked on at a time, and {waiting} wait already. "
        "Wait for answers before you ask more."
    )


class TooManyBadKeys(TooManyRequests):
    """An address has shown as many unknown keys as it may."""

    detail = N_("Too many unknown keys came from this address. Correct the key, and come again after Retry-After.")


class FairShares:
    """The shares of one process."""

    def __init__(self, limits: RequestLimits | None = None, *, clock: Callable[[], float] = monotonic) -> None:
        """Nobody has any yet."""
        self.limits = limits or RequestLimits()
        self._of_keys = Throttle(each=self.limits.of_key, all_=_NO_LIMIT, clock=clock)
        self._of_units = Throttle(each=self.limits.of_unit, all_=_NO_LIMIT, clock=clock)
        self._of_addresses = Throttle(each=self.limits.bad_keys, all_=_NO_LIMIT, clock=clock)
        self._queues: dict[str, _Queue] = {}
        # Keys that are not known have to be looked up: of all bad addresses together one at a time.
        self._suspects = asyncio.Semaphore(1)
        self.large_bodies = asyncio.Semaphore(1)
        """To decode a large body takes the loop for milliseconds: one at a time, and others go on in between."""

    def admit(self, principal: str, unit_id: UUID | None) -> None:
        """Count a request. Raises `TooOften`."""
        try:
            self._of_keys.admit(principal)
            if unit_id is not None:
                self._of_units.admit(str(unit_id))
        except TooManyRequests as full:
            raise TooOften(of_key=self.limits.of_key, of_unit=self.limits.of_unit, extra=full.extra) from None

    async def enter(self, principal: str) -> Callable[[], None]:
        """Wait for a turn among the requests of one key; what is given back ends it. Raises `TooManyAtOnce`."""
        queue = self._queues.setdefault(principal, _Queue(asyncio.Semaphore(self.limits.at_once)))
        if queue.size >= self.limits.at_once + self.limits.waiting:
            raise TooManyAtOnce(at_once=self.limits.at_once, waiting=self.limits.waiting, extra={"retry_after": 1})
        queue.size += 1
        try:
            await queue.turns.acquire()
        except BaseException:
            self._forget(principal, queue)
            raise

        def leave() -> None:
            queue.turns.release()
            self._forget(principal, queue)

        return leave

    @asynccontextmanager
    async def reading(self, sender: str) -> AsyncIterator[None]:
        """Wait for a turn among the large bodies of one sender; until then nothing of it is read.

        What waits fills the buffers of its connection, and its sender has to wait as well. Raises `TooManyAtOnce`.
        """
        leave = await self.enter(f"large bodies of {sender}")
        try:
            yield
        finally:
            leave()

    def gate(self, address: str) -> AbstractAsyncContextManager[None]:
        """Through which somebody at an address shows a key: a narrow one, if too many unknown ones came from there.

        A valid key passes it as well: behind one address there may be a whole office.
        """
        return self._suspects if self._of_addresses.is_full(address) else nullcontext()

    def count_bad_key(self, address: str) -> None:
        """Count an unknown key. Raises `TooManyBadKeys`."""
        try:
            self._of_addresses.admit(address)
        except TooManyRequests as full:
            raise TooManyBadKeys(extra=full.extra) from None

    def _forget(self, principal: str, queue: "_Queue") -> None:
        queue.size -= 1
        if queue.size == 0:
            self._queues.pop(principal, None)


@dataclass(slots=True)
class _Queue:
    """The requests of one key, under way and waiting."""

    turns: asyncio.Semaphore
    size: int = 0
