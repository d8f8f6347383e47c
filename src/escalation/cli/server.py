"""How does the web server run inside a process that has more to do? Uvicorn, with start and end in our hands."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from fastapi import FastAPI
from uvicorn import Config, Server

from escalation.cli.patient_protocol import PatientProtocol
from escalation.cli.signals import on_signal
from escalation.errors import N_, ConfigurationInvalid
from escalation.settings import Settings

DRAINING = 15
"""Seconds that requests under way get to end; longer than any of them may take."""

_BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Take a port. Raises `ConfigurationInvalid` if it cannot be had; better now than after the database is up."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise ConfigurationInvalid(
            N_("Cannot listen on {host}, port {port}: {reason}. Choose another port, for example with PORT=8001."),
            host=host,
            port=port,
            reason=_reason(error),
        ) from None


def address(listener: socket.socket) -> str:
    """Where a browser or curl on this machine finds the server."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{host}:{port}"


async def serve_until_told(
    app: FastAPI, listener: socket.socket, settings: Settings, *, started: Callable[[], None]
) -> None:
    """Serve until a signal comes; then take no new connections, refuse new requests and let the others end."""
    server = _Server(_configuration(app, trusted_proxies=settings.trusted_proxies), started)
    on_signal(lambda: _begin_to_stop(app, server))
    await server.serve(sockets=[listener])


@asynccontextmanager
async def served_beside(app: FastAPI, listener: socket.socket) -> AsyncIterator[None]:
    """Serve as long as the block runs; signals are for others to heed."""
    server = _Server(_configuration(app, trusted_proxies=""), started=lambda: None)
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="probes")
    try:
        yield
    finally:
        server.should_exit = app.state.drain.has_begun = True
        await serving


def _reason(error: OSError) -> str:
    """What the system says, without the address that Python adds to some of its errors."""
    return str(error.strerror) if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)


def _configuration(app: FastAPI, *, trusted_proxies: str) -> Config:
    return Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=trusted_proxies or None,
        timeout_graceful_shutdown=DRAINING,
    )


def _begin_to_stop(app: FastAPI, server: Server) -> None:
    """The first signal drains; from the second on, whoever still waits for an answer is cut off."""
    server.force_exit = server.should_exit
    server.should_exit = app.state.drain.has_begun = True


class _Server(Server):
    """Uvicorn's server without its own ideas about signals."""

    def __init__(self, config: Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell_started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone: at its end, Uvicorn would raise a signal again and cut off what has to be closed."""
        yield
