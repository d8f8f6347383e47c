"""Over which connection does one delivery go? A kept one or a new one, guarded, and heard only so much of."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from socket import socket
from ssl import SSLContext
from typing import Final, cast

from aiohttp import ClientRequest, ClientTimeout, StreamReader, TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http import RawResponseMessage
from aiohttp.tracing import Trace

from escalation.kit.outbound.guard import AddressInfo, Blocked, SocketGuard
from escalation.kit.outbound.resolver import REMEMBERED, GuardedResolver

KEPT_SECONDS: Final = 75.0
"""For how long a connection is kept for the next delivery."""
MOST_HEARD: Final = 1024 * 1024
"""Bytes that are taken from a receiver for one delivery; with more, its answer is none."""
MOST_ANNOUNCED: Final = 32
"""How often a receiver may announce that its answer will come (RFC 9110 §15.2)."""


class Trip:
    """What is known of the connection that one delivery takes. `handler` is there as soon as it is connected."""

    __slots__ = ("handler", "is_blocked", "is_new", "must_be_new", "wants_socket")

    def __init__(self, *, must_be_new: bool = False) -> None:
        self.handler: Handler | None = None
        self.is_new = self.is_blocked = self.wants_socket = False
        self.must_be_new = must_be_new

    @property
    def is_connected(self) -> bool:
        """Whether there was a connection to speak on."""
        return self.handler is not None

    @property
    def heard(self) -> int:
        """Bytes that the receiver has said."""
        return self.handler.heard if self.handler is not None else 0

    @property
    def peer(self) -> str | None:
        """The address at the other end, once connected."""
        return self.handler.peer if self.handler is not None else None

    @property
    def was_stale(self) -> bool:
        """Whether it went over a kept connection and nothing was heard: most likely that was closed meanwhile."""
        return self.handler is not None and not self.is_new and not self.handler.heard

    @property
    def was_flooded(self) -> bool:
        """Whether the receiver was hung up on because it said too much."""
        return self.handler is not None and self.handler.is_flooded


TRIP: Final[ContextVar[Trip]] = ContextVar("trip")
"""The delivery that is under way in this task."""


class Handler(ResponseHandler):
    """One connection, which counts what it hears and hangs up on who says too much."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self.heard = self.announced = 0
        self.peer: str | None = None

    @property
    def is_flooded(self) -> bool:
        """Whether it has said too much."""
        return self.heard > MOST_HEARD or self.announced > MOST_ANNOUNCED

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember who is at the other end."""
        super().connection_made(transport)
        peer = transport.get_extra_info("peername")
        self.peer = peer[0] if peer else None

    def data_received(self, data: bytes) -> None:
        """Count, then read. Lines and headers are bounded by the parser; what comes before and after them is not."""
        self.heard += len(data)
        if self.heard <= MOST_HEARD:
            super().data_received(data)
        if self.is_flooded:
            self.abort()

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        """Count what is only announced, then keep it for who reads."""
        self.announced += data[0].code < 200
        super().feed_data(data, size)

    def close(self) -> None:
        """Hang up at once: over TLS a farewell is waited for, and a hostile receiver never says it."""
        self.abort()


class Connector(TCPConnector):
    """Connects to where the guard permits, and keeps connections as long as there are not too many."""

    def __init__(self, guard: SocketGuard, resolver: GuardedResolver, tls: SSLContext | None) -> None:
        super().__init__(
            resolver=resolver,
            socket_factory=self._socket,
            ttl_dns_cache=REMEMBERED,
            ssl=tls or True,
            limit=0,
            keepalive_timeout=KEPT_SECONDS,
        )
        self._guard = guard
        make: Callable[..., ResponseHandler] = Handler
        self._factory = partial(make, loop=asyncio.get_running_loop())

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 - the name is aiohttp's
    ) -> Connection:
        """A connection on which nothing was said since it was last used: that would pass for the answer."""
        trip = TRIP.get()
        while True:
            connection = await super().connect(req, traces, timeout)
            handler = cast(Handler, connection.protocol)
            if trip.is_new or not (trip.must_be_new or handler.should_close):
                break
            connection.close()
        handler.heard = handler.announced = 0
        if self._guard.is_crowded:
            handler.force_close()
        trip.handler = handler
        return connection

    def _socket(self, info: AddressInfo) -> socket:
        trip = TRIP.get()
        trip.is_new = True
        try:
            return self._guard.socket(info)
        except Blocked:
            trip.is_blocked = True
            raise
        except OSError:
            trip.wants_socket = True
            raise
