"""Receivers of every sort, on real sockets: they read one request at a time and then do what the story says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from ssl import SSLContext
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult

from escalation.kit.outbound.addresses import AddressPolicy

LOCAL: Final = AddressPolicy(allowed=(ip_network("127.0.0.0/8"),))
"""As the operator allows it for local work."""

FINE: Final = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Receiver:
    """One that listens. `requests`: head and body of each, as they came; `connections`: how many were opened."""

    port: int = 0
    connections: int = 0
    requests: list[tuple[bytes, bytes]] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)

    def url(self, host: str = "127.0.0.1", scheme: str = "http", path: str = "/hook") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@asynccontextmanager
async def receiving(*answers: Answer, tls: SSLContext | None = None) -> AsyncIterator[Receiver]:
    """Answers the first request with the first answer, and so on; the last one serves all that follow."""
    receiver, live = Receiver(), set[asyncio.Task[None] | None]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        receiver.connections += 1
        live.add(asyncio.current_task())
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            while not writer.is_closing():
                receiver.requests.append(await _request(reader))
                await answers[min(len(receiver.requests), len(answers)) - 1](writer)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        tasks = [task for task in live if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)


async def _request(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head, await reader.readexactly(int(lengths[0].partition(b":")[2]))


# -- What they do -----------------------------------------------------------------------------------------------------


def says(raw: bytes) -> Answer:
    """Says this and waits for the next request."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(raw)

    return answer


def says_and_closes(raw: bytes) -> Answer:
    """Says this and hangs up politely."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        writer.close()

    return answer


def says_and_resets(raw: bytes) -> Answer:
    """Says this and hangs up as a machine does that has crashed."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        await asyncio.sleep(0.05)
        linger_nothing = (1).to_bytes(4, "little") + bytes(4)
        writer.get_extra_info("socket").setsockopt(_SOL_SOCKET, _SO_LINGER, linger_nothing)
        writer.transport.abort()

    return answer


def says_without_end(first: bytes, again: bytes, *, every: float = 0.0) -> Answer:
    """Says the one thing, and then the other for ever."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while not writer.is_closing():
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(every)

    return answer


def status(code: int, *headers: str, body: bytes = b"") -> Answer:
    """An honest answer."""
    lines = [f"HTTP/1.1 {code} X", f"Content-Length: {len(body)}", *headers]
    return says("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


fine: Final = says(FINE)

_SOL_SOCKET, _SO_LINGER = 1, 13


# -- Who knows where they are -----------------------------------------------------------------------------------------


class Book(AbstractResolver):
    """Name servers that give the first answer to the first question, and so on; the last one for all that follow."""

    def __init__(self, *answers: Sequence[str], after: float = 0.0) -> None:
        self.answers = answers
        self.after = after
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        self.asked.append(host)
        await asyncio.sleep(self.after)
        found = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if not found:
            raise OSError(None, "10.0.0.53: no such name")
        return [ResolveResult(hostname=host, host=address, port=port, family=0, proto=0, flags=0) for address in found]

    async def close(self) -> None:
        """Nothing to give back."""
