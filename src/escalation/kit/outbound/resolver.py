"""Which addresses does the resolver find for a name? Without threads, within three seconds, remembered for a while."""

import asyncio
import socket
from time import monotonic
from typing import Final

from aiodns import DNSResolver, error
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import AsyncResolver

from escalation.kit.outbound.guard import SocketGuard

LOOKUP_SECONDS: Final = 3.0
REMEMBERED: Final = 30
"""Seconds for which the addresses of a name are not asked for again."""
FORGOTTEN_AFTER: Final = 10.0
"""Seconds for which a name that has none is not asked for again."""

_EACH_SECONDS, _TRIES = 1.2, 2
_MOST_UNKNOWN: Final = 10_000
_SILENCE: Final = frozenset({error.ARES_ECONNREFUSED, error.ARES_ETIMEOUT, error.ARES_ENOTINITIALIZED})
"""What is said when no name server was heard at all."""


class UnknownName(OSError):
    """A name without an address, or one whose own name servers are silent."""


class NoNameServer(OSError):
    """No name server answers us at all: nothing is known about any name."""


class NameServers(AsyncResolver):
    """The name servers of this machine, or those given as `address:port`."""

    def __init__(self, nameservers: list[str] | None = None) -> None:
        super().__init__(nameservers=nameservers, timeout=_EACH_SECONDS, tries=_TRIES)
        self._control = DNSResolver(nameservers=nameservers, timeout=_EACH_SECONDS, tries=1)

    async def is_up(self) -> bool:
        """Whether a name server answers, whatever it says: asked for the root, which each of them knows of."""
        try:
            await self._control.query_dns(".", "NS")
        except error.DNSError as said:
            return said.args[0] not in _SILENCE
        return True

    async def close(self) -> None:
        """Ask nothing more."""
        self._control.cancel()
        await super().close()


class GuardedResolver(AbstractResolver):
    """Resolves names in time, and only to addresses that may all be reached.

    An answer that mixes public and private addresses is an attempt to get at the latter.
    """

    def __init__(self, inner: AbstractResolver, guard: SocketGuard) -> None:
        self._inner = inner
        self._guard = guard
        self._unknown: dict[str, float] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises `Blocked`, `UnknownName` or `NoNameServer`."""
        if monotonic() < self._unknown.get(host, 0.0):
            raise UnknownName
        try:
            async with asyncio.timeout(LOOKUP_SECONDS):
                found = await self._inner.resolve(host, port, family)
        except (OSError, UnicodeError) as failure:  # a TimeoutError is one of the former
            raise await self._reason(host, failure) from None
        for each in found:
            self._guard.require(each["host"])
        return found

    async def close(self) -> None:
        """Give back what the inner one holds."""
        await self._inner.close()

    async def _reason(self, host: str, failure: Exception) -> OSError:
        """Whose fault it is that a name has no address: its owner's, unless we hear no name server."""
        if _is_silence(failure) and isinstance(self._inner, NameServers) and not await self._inner.is_up():
            return NoNameServer()
        if len(self._unknown) >= _MOST_UNKNOWN:
            self._unknown.clear()
        self._unknown[host] = monotonic() + FORGOTTEN_AFTER
        return UnknownName()


def _is_silence(failure: Exception) -> bool:
    cause = failure.__cause__
    return isinstance(failure, TimeoutError) or (isinstance(cause, error.DNSError) and cause.args[0] in _SILENCE)
