"""How is a server kept busy? Clients in this process, each with one keep-alive connection and one request under way.

HTTP is spoken by hand (RFC 9112, answers with a Content-Length only): a client library would need as much processor
time as the server that it measures.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Load:
    """What a slot of load came to. `latencies`: seconds from the request's first byte to the answer's last."""

    seconds: float
    latencies: Sequence[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds


class Line(asyncio.Protocol):
    """One connection; `ask` and wait before asking again."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._received = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    @classmethod
    async def to(cls, port: int) -> "Line":
        """Connect, waiting for a server that only just begins to listen."""
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(cls, "127.0.0.1", port)
        return line

    async def ask(self, request: bytes) -> bytes:
        """The body of the answer. Raises `RuntimeError` for any status but 200 and 201."""
        if self._transport is None:
            raise RuntimeError("not connected")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        if not isinstance(transport, asyncio.WriteTransport):
            raise TypeError(transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Collect until the answer is whole."""
        self._received += data
        head = self._received.find(_END)
        length = _LENGTH.search(self._received, 0, head + 2) if head >= 0 else None
        if length is None or len(self._received) < (end := head + len(_END) + int(length[1])):
            return
        answer, self._received = bytes(self._received[:end]), self._received[end:]
        if answer[9:12] in {b"200", b"201"}:
            self._answer.set_result(answer[head + len(_END) :])
        else:
            self._answer.set_exception(RuntimeError(answer.decode(errors="replace")))

    def connection_lost(self, error: Exception | None) -> None:
        """Whoever waits for an answer waits in vain."""
        if not self._answer.done():
            self._answer.set_exception(ConnectionError("the server hung up"))


async def drive(port: int, clients: Sequence[Iterator[bytes]], seconds: float) -> Load:
    """Let every client send one request after the other; each ends with the answer that comes after `seconds`."""
    lines = [await Line.to(port) for _ in clients]
    began = perf_counter()
    runs = [_send(line, requests, began + seconds) for line, requests in zip(lines, clients, strict=True)]
    latencies = [latency for run in await asyncio.gather(*runs) for latency in run]
    ended = perf_counter()
    for line in lines:
        line.close()
    return Load(ended - began, latencies)


async def _send(line: Line, requests: Iterator[bytes], until: float) -> list[float]:
    latencies: list[float] = []
    now = perf_counter()
    while now < until:
        await line.ask(next(requests))
        before, now = now, perf_counter()
        latencies.append(now - before)
    return latencies
