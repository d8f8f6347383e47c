"""Who receives what the bench delivers? A process that takes every POST and says 200, as cheaply as can be.

To what goes to /fail it says 500, and to what goes to /hang nothing.

python -m bench.webhooks.receiver       says its port, then answers every line on its input with how many it has taken
"""

import asyncio
import sys
from typing import Final, cast

import uvloop

_OK: Final = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
_FAILED: Final = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
_ANSWERS: Final = {b"/fail": _FAILED, b"/hang": b""}
_LENGTH: Final = b"content-length:"


class Taker(asyncio.Protocol):
    """One connection. Only what tells where a request ends is read of it."""

    taken = 0

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._heard += data
        while (head := self._heard.find(b"\r\n\r\n")) >= 0:
            lines = self._heard[:head].lower().split(b"\r\n")
            length = next((int(line[len(_LENGTH) :]) for line in lines if line.startswith(_LENGTH)), 0)
            if len(self._heard) < head + 4 + length:
                return
            self._heard = self._heard[head + 4 + length :]
            Taker.taken += 1
            self._transport.write(_ANSWERS.get(lines[0].split(b" ")[1], _OK))


async def main() -> None:
    """Take until there is nobody to tell."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Taker, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(Taker.taken, flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
