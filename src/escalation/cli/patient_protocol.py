"""How long does the web server wait for the head of a request (request timeout), and how much does it take at once?

Uvicorn ends connections that idle between two requests, and the application ends requests whose body does not come. A
head that comes byte by byte, or not at all, would keep its connection; one without an end would fill the memory; and
bodies that nobody wants would come as fast as they can be sent.
"""

import asyncio
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from escalation.errors import Refusal
from escalation.kit.web.errors import HeadersTooLarge, MalformedRequest
from escalation.kit.web.problems import problem


class PatientProtocol(HttpToolsProtocol):
    """HTTP/1.1 over one connection, which is closed if a head is not complete in time, too long, or none."""

    patience: ClassVar[float] = 10.0
    """Seconds."""
    most: ClassVar[int] = 256 * 1024
    """Bytes that may come without completing a head or adding to a body: of headers, trailers and chunk extensions."""

    pause: ClassVar[float] = 0.02
    """Seconds after each piece of a body whose request is answered already: it is read to be thrown away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin without a head to wait for."""
        super().__init__(*args, **kwargs)
        self._head_due: asyncio.TimerHandle | None = None
        self._idle_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Some bytes have come. Raises nothing: what cannot be read is refused, and the connection closed."""
        self._idle_bytes += len(data)
        super().data_received(data)
        if self._idle_bytes > self.most and not self.transport.is_closing():
            self._refuse(HeadersTooLarge())

    def on_message_begin(self) -> None:
        """A head has begun."""
        super().on_message_begin()
        self._wait()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header has come. Trailers are none, and nobody is to take them for some that a proxy has let pass."""
        if self._head_due is not None:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is complete. Raises `ValueError`, which refuses it, for a target that is meant for a proxy."""
        if not self.url.startswith((b"/", b"*")):
            raise ValueError
        self._wait_no_more()
        self._idle_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body has come."""
        self._idle_bytes = 0
        super().on_body(body)
        if self.cycle.response_complete:
            # To be closed with the answer unread, it would be lost to whoever sends all of it first.
            self._wait()
            self.flow.pause_reading()
            self.loop.call_later(self.pause, self._go_on_reading)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, as everything is refused."""
        self._refuse(MalformedRequest())

    def _unsupported_upgrade_warning(self) -> None:
        """Nobody has to upgrade (RFC 9110 section 7.8), and whoever asks for it in vain is no news."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing comes any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _refuse(self, refusal: Refusal) -> None:
        """The last words on this connection, where they could not be taken for the answer to another request."""
        # Before the first request there is none, whatever its annotation says.
        cycle = cast(RequestResponseCycle | None, self.cycle)
        is_refused_itself = cycle is not None and cycle.more_body and not cycle.response_started
        if not self.pipeline and (cycle is None or cycle.response_complete or is_refused_itself):
            answer = problem(refusal, {"headers": self.headers or ()})
            fields = [*answer.raw_headers, (b"connection", b"close")]
            head = b"".join(name + b": " + value + b"\r\n" for name, value in fields)
            self.transport.write(STATUS_LINE[answer.status_code] + head + b"\r\n" + bytes(answer.body))
        self.transport.close()

    def _go_on_reading(self) -> None:
        if not self.transport.is_closing():
            self.flow.resume_reading()

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
