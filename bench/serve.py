"""The process that is measured: one of the two servers, until it is told to stop.

    python -m bench.serve ours|bare DSN

Both run on uvicorn with uvloop and httptools, in one process, with a pool of the same size.
"""

import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import uvicorn
from fastapi import FastAPI

from bench.bare import bare_app
from escalation.api.app import attach, build_app
from escalation.cli.logging import configure
from escalation.settings import Settings
from escalation.storage.database import connect
from escalation.storage.vault import Vault
from escalation.usecases.rulebook import Rulebook
from escalation.usecases.session import Session

POOL: Final = 10
KEY: Final = b"\x07" * 32


def ours_app(dsn: str, pool_size: int) -> FastAPI:
    """The whole API, with its access log, and without the engine beside it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = await connect(dsn, size=pool_size)
        attach(app, Session(database, Vault(KEY), Rulebook()))
        yield
        await database.close()

    configure(Settings(log_json=True))
    return build_app(lifespan=lifespan)


def main(name: str, dsn: str) -> None:
    """Take a free port, say which, and serve."""
    app = {"ours": ours_app, "bare": bare_app}[name](dsn, POOL)
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", ws="none", log_config=None, access_log=False, server_header=False,
        proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(*sys.argv[1:])
