"""How long does the web server wait for the head of a request (request timeout)? Not for ever.

Uvicorn ends connections that idle between two requests, and the application ends requests whose body does not come. A
head that comes byte by byte, or not at all, would keep its connection.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PatientProtocol(HttpToolsProtocol):
    """HTTP/1.1 over one connection, which is closed if a head is not complete in time."""

    patience: ClassVar[float] = 10.0
    """Seconds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin without a head to wait for."""
        super().__init__(*args, **kwargs)
        self._head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """A head has begun."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """It is complete."""
        self._wait_no_more()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing comes any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._head_due is None:
            self._head_due = self.loop.call_later(self.patience, self._give_up)

    def _wait_no_more(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _give_up(self) -> None:
        self._head_due = None
        self.transport.close()
