"""The application on a real port, and readers of its stream that can be cut off."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2
import orjson
from fastapi import FastAPI

from escalation.cli.server import _configuration, _Server
from tests.feed.feeds import Json
from tests.support.waiting import LONGEST, no_hanging


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The application as `serve` runs it, in this process; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = _Server(_configuration(app, trusted_proxies=""), lambda: None)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        app.state.drain.has_begun = server.should_exit = True
        await running
        app.state.drain.has_begun = False


@dataclass(slots=True)
class Reader:
    """Somebody who follows the stream, and comes again where they left off."""

    url: str
    key: Mapping[str, str]
    query: str = ""
    last_id: str | None = None
    events: list[Json] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    headers: httpx2.Headers = field(default_factory=httpx2.Headers)
    comes: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, *, at_most: int = 1_000_000) -> None:
        """Follow until the server ends it, or until so many events have come; then hang up."""
        goes_on = {"Last-Event-ID": self.last_id} if self.last_id else {}
        async with (
            httpx2.AsyncClient(timeout=LONGEST, verify=False) as client,
            client.stream(
                "GET", f"{self.url}/v1/events/stream?{self.asked}", headers={**self.key, **goes_on}
            ) as answer,
        ):
            self.headers = answer.headers
            assert answer.status_code == 200, await answer.aread()
            before = len(self.events)
            async for line in answer.aiter_lines():
                self._take(line)
                if len(self.events) - before >= at_most and line == "":
                    return

    @property
    def asked(self) -> str:
        """The query: from the beginning, unless it says where to begin."""
        return self.query if "after=" in self.query or "ticket=" in self.query else f"after=earliest&{self.query}"

    async def has(self, count: int) -> bool:
        """Wait until so many events have come."""
        async with no_hanging():
            while len(self.events) < count:
                self.comes.clear()
                await self.comes.wait()
        return True

    def _take(self, line: str) -> None:
        name, _, value = line.partition(": ")
        match name:
            case "data":
                self.events.append(orjson.loads(value))
                self.comes.set()
            case "id":
                self.last_id = value
            case "":
                self.comments.append(value)
            case _:
                pass
