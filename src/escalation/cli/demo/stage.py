"""On which stage does the story play? Database, engine and server of its own, on a free port, gone when it is over."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

from fastapi import FastAPI
from uvicorn import Config, Server

from escalation.actors import Role
from escalation.application.app import attach, build_app
from escalation.application.sample import load_sample
from escalation.cli.display import meter, say
from escalation.cli.engine import engine_beside
from escalation.cli.language import LANGUAGE, _
from escalation.cli.outbound import sender_of
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.server import address, listen
from escalation.errors import N_
from escalation.identity.usecases.api_keys import create_key
from escalation.kit.runtime.context import Runtime
from escalation.settings import Settings

TOP = "15"
"""The code of the topmost unit of the sample region."""

_DAYS = 365


@dataclass(frozen=True, slots=True)
class DemoServer:
    """A server with the sample region, and the key of its administrator. `runtime` is for the checks at the end."""

    url: str
    key: str
    runtime: Runtime


@asynccontextmanager
async def set_up(settings: Settings) -> AsyncIterator[DemoServer]:
    """Everything is up while the block runs. What is set for a real server, such as its database, is left alone."""
    async with AsyncExitStack() as closing_down:
        folder = closing_down.enter_context(TemporaryDirectory(prefix="escalation-demo-"))
        own = settings.model_copy(update=_OWN | {"data_dir": Path(folder)})
        listener = closing_down.enter_context(closing(listen(own.host, own.port)))
        runtime = await closing_down.enter_async_context(
            open_runtime(own, DatabaseAccess.WRITE, tell=say, name="escalation demo")
        )
        with meter(_(N_("Sample region"))) as progress:
            await load_sample(runtime, progress=progress)
        made = await create_key(runtime, unit_code=TOP, role=Role.ADMIN, name="demo", days=_DAYS, by=None)
        sender = await closing_down.enter_async_context(sender_of(own))
        await closing_down.enter_async_context(engine_beside(runtime, sender))
        app = attach(build_app(default_language=LANGUAGE), runtime, sandbox=True, sender=sender)
        await closing_down.enter_async_context(_answering(app, listener))
        yield DemoServer(address(listener), made.secret, runtime)


_OWN = {
    "database_url": None, "master_key": None, "host": "127.0.0.1", "port": 0, "sandbox": True, "migrate": True,
}  # fmt: skip


@asynccontextmanager
async def _answering(app: FastAPI, listener: socket) -> AsyncIterator[None]:
    """Serve while the block runs. Who connects before the server is up waits in the listener's queue."""
    server = _Server(Config(app, ws="none", lifespan="off", log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Server(Server):
    """Uvicorn's server, which ends with the story and not by signals of its own."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them to the command: an interrupted story closes everything in order."""
        yield
