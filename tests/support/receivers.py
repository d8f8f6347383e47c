"""A receiver of webhooks: a real HTTP server on this machine that keeps what it is sent and answers as it is told."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any

from aiohttp import web

from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.sender import Sender


@dataclass(frozen=True, slots=True)
class Received:
    """One request: its path, headers with names in lower case, and its body as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


@dataclass(slots=True)
class Receiver:
    """What it was sent, in order, and what it answers: to events whose ids it `refuses`, always 500."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    received: list[Received] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    port: int = 0

    def url_of(self, name: str) -> str:
        """Its URL under a name that leads to it."""
        return f"http://{name}:{self.port}/hooks"

    async def answer(self, request: web.Request) -> web.Response:
        """Keep a request and answer it."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.received.append(Received(request.path_qs, headers, await request.read()))
        status = 500 if headers.get("webhook-id") in self.refuses else self.status
        return web.Response(status=status, headers=self.headers, body=self.body)


@asynccontextmanager
async def receiver(here: Receiver | None = None, address: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    """A receiver for as long as the block."""
    here = here or Receiver()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", here.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, address, 0)
    await site.start()
    here.port = runner.addresses[0][1]
    here.url = here.url_of(f"[{address}]" if ":" in address else address)
    try:
        yield here
    finally:
        await runner.cleanup()


@dataclass(slots=True)
class Neighbourhood:
    """What stands on this machine while tests run: a sender that may reach it, and one receiver for all."""

    sender: Sender | None = None
    receiver: Receiver = field(default_factory=Receiver)


NEIGHBOURHOOD = Neighbourhood()


@asynccontextmanager
async def neighbourhood() -> AsyncIterator[Neighbourhood]:
    """Build it, and take it down again."""
    async with receiver() as NEIGHBOURHOOD.receiver, local_sender() as NEIGHBOURHOOD.sender:
        yield NEIGHBOURHOOD
    NEIGHBOURHOOD.sender = None


def local_sender() -> Sender:
    """A sender that may reach receivers on this machine."""
    policy = AddressPolicy(allowed=(ip_network("127.0.0.0/8"),))
    return Sender(policy, allow_http=True, user_agent="escalation/test")
