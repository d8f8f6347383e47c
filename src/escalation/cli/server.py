"""How does the web server run inside a process that has more to do? Uvicorn, with start and end in our hands."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from uvicorn import Config, Server

from escalation.cli.patient_protocol import PatientProtocol
from escalation.cli.signals import on_signal
from escalation.errors import N_, ConfigurationInvalid
from escalation.settings import Settings

DRAINING = 15
"""Seconds that requests under way get to end; longer than any of them may take."""

_BACKLOG = 2048


def listen(settings: Settings) -> socket.socket:
    """Take the port. Raises `ConfigurationInvalid` if it cannot be had; better now than after the database is up."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise ConfigurationInvalid(
            N_("Cannot listen on {host}, port {port}: {reason}. Choose another port, for example with PORT=8001."),
            host=settings.host,
            port=settings.port,
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
    server = _Server(_configuration(app, settings), started)
    on_signal(lambda: _begin_to_stop(app, server))
    await server.serve(sockets=[listener])


def _reason(error: OSError) -> str:
    """What the system says, without the address that Python adds to some of its errors."""
    return str(error.strerror) if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)


def _configuration(app: FastAPI, settings: Settings) -> Config:
    return Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
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
