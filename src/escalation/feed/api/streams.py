"""How is the feed streamed? As Server-Sent Events (HTML Living Standard, section 9.2), to whoever keeps up.

FastAPI's own `EventSourceResponse` is for generators: it has sent its head before a refusal can come, and a reader who
takes nothing holds it for ever.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from math import inf
from time import monotonic
from typing import Final

import orjson
from fastapi.sse import format_sse_event
from prometheus_client import Counter as Count
from prometheus_client import Gauge
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from escalation.errors import Refusal, TooManyRequests
from escalation.events.domain.envelope import feed_item
from escalation.feed.storage.pages import Wanted
from escalation.feed.usecases.feed import Told, cursor_behind
from escalation.feed.usecases.subscription import FeedItem
from escalation.kit.runtime.encryption import Vault
from escalation.kit.web.request_context import context_of

PART: Final = {
    "type": "object",
    "description": "One part of the stream.",
    "properties": {
        "event": {"type": "string", "description": "The event's type, for `addEventListener`."},
        "data": {"type": "string", "contentMediaType": "application/json", "description": "The event as JSON."},
        "id": {"type": "string", "description": "The cursor behind it, for `Last-Event-ID`."},
        "retry": {"type": "integer", "description": "Milliseconds after which to come again."},
    },
}
"""As OpenAPI has it."""
MOST_OF_A_KEY: Final = 5
HEARTBEAT: Final = 15.0
PATIENCE: Final = 30.0
"""Seconds in which a reader has to take what was sent."""
_RETRY: Final = 2_000
"""Milliseconds after which a client comes again."""

_OPEN = Gauge("escalation_feed_streams_open", "Readers who follow the feed as a stream.")
_ENDS = Count("escalation_feed_streams_ended_total", "Streams that ended, by why.", ["why"])


class Streams:
    """How many streams each key has in this process."""

    def __init__(self) -> None:
        """None so far."""
        self._open: Counter[str] = Counter()

    @contextmanager
    def one_more(self, principal: str) -> Iterator[None]:
        """Count one while the block runs. Raises `TooManyRequests`."""
        if self._open[principal] >= MOST_OF_A_KEY:
            raise TooManyRequests(extra={"retry_after": int(HEARTBEAT)})
        self._open[principal] += 1
        _OPEN.inc()
        try:
            yield
        finally:
            _OPEN.dec()
            self._open[principal] -= 1
            self._open += Counter()  # Those who have none are forgotten.


class EventStream(StreamingResponse):
    """What `course` tells, to one reader. It is refused before its head is sent, or not at all."""

    media_type = "text/event-stream"

    def __init__(
        self,
        course: AsyncGenerator[Told, None],
        *,
        streams: Streams,
        principal: str,
        vault: Vault,
        wanted: Wanted,
        start: int,
    ) -> None:
        """Prepare; the course begins when the answer does, behind the place `start`."""
        self._course = course
        self._streams = streams
        self._principal = principal
        self._vault = vault
        self._wanted = wanted
        self._start = start
        self._parts = self._chunks()
        super().__init__(self._parts, headers=_HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until it is over or the reader has gone. Raises `TooManyRequests`."""
        context_of(scope).let_others()
        with self._streams.one_more(self._principal):
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            sending, leaving = asyncio.create_task(self._send_all(send)), asyncio.create_task(_has_left(receive))
            try:
                await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                sending.cancel()
                leaving.cancel()
                await asyncio.wait({sending, leaving})
        _ENDS.labels("left" if sending.cancelled() else sending.result()).inc()

    async def _send_all(self, send: Send) -> str:
        """Send what there is, until it ends or the reader does not take it; how it ended."""
        try:
            async with aclosing(self._parts):  # Nobody else would, of a reader who does not take what is there.
                async for part in self._parts:
                    async with asyncio.timeout(PATIENCE):
                        await send({"type": "http.response.body", "body": part, "more_body": True})
        except TimeoutError:
            return "stuck"
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return "over"

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        yield self._greeting()
        spoken_at = -inf
        async with aclosing(self._course) as course:
            try:
                async for told in course:
                    if told.items or monotonic() - spoken_at >= HEARTBEAT:
                        spoken_at = monotonic()
                        yield b"".join(map(self._written, told.items)) or self._heartbeat(told.place)
            except Refusal:
                return  # Whoever comes again is told what is the matter.

    def _greeting(self) -> bytes:
        """What comes first: a reader who is cut off before anything happened goes on from where they began."""
        return format_sse_event(
            comment="the feed", retry=_RETRY, id=cursor_behind(self._vault, self._start, self._wanted)
        )

    def _written(self, item: FeedItem) -> bytes:
        """One event. Its cursor does not depend on what was asked for, so its bytes are made once for all readers."""
        if not item.written:
            cursor = cursor_behind(self._vault, item.place)
            body = orjson.dumps(feed_item(item.fact, cursor), default=str)
            item.written = format_sse_event(event=item.fact.type, data_str=body.decode(), id=cursor)
        return item.written

    def _heartbeat(self, place: int) -> bytes:
        """A comment, and how far the stream has come: a reader of what is rare goes on from there."""
        return format_sse_event(comment="still here", id=cursor_behind(self._vault, place, self._wanted))


_HEADERS: Final = {
    # No cache keeps it, and no proxy packs it or waits until it has enough of it.
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
}


async def _has_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
