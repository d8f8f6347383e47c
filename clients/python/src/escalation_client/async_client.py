"""The way to a server, for programs with asyncio."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from io import BufferedIOBase
from typing import Any, Self, TypeVar, cast

import httpx2

from escalation_client import uploads
from escalation_client.calls import Call, ListCall
from escalation_client.feed import SILENCE, WAIT, Stream, not_opened
from escalation_client.flows import Alone, Answer, Flow, Pause, Send, Step
from escalation_client.generated import operations
from escalation_client.generated.models import AttachmentIn, AttachmentOut, FeedEvent
from escalation_client.problems import ConnectionLost
from escalation_client.requests import Credentials, Nobody, Requester, Retry, Versioned
from escalation_client.settings import headers_of

T = TypeVar("T")
Page = TypeVar("Page")
Item = TypeVar("Item")


class AsyncClient:
    """Makes calls. May be shared by tasks of one loop; to be closed, or used with `async with`."""

    def __init__(
        self, base_url: str, credentials: Credentials | None = None, *, language: str | None = None,
        acting_as: str | None = None, retry: Retry | None = None, http: httpx2.AsyncClient | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        """`language`: `zh` or `en`, of what people read; `acting_as`: as which post, where a person has several."""
        self._requester = Requester(
            base_url, credentials or Nobody(), headers=headers_of(language, acting_as), retry=retry or Retry()
        )
        self._http = http or httpx2.AsyncClient(timeout=60)
        self._sleep, self._lock = sleep, asyncio.Lock()

    async def send(self, call: Call[T]) -> T:
        """Make a call. Raises `Problem`, `ConnectionLost`, `SignedOut`."""
        return await self.run(self._requester.send(call))

    async def read(self, call: Call[T], known: Versioned[T] | None = None) -> Versioned[T]:
        """Read with the version; `known` itself comes back where nothing has changed, and its bytes do not travel."""
        return await self.run(self._requester.read(call, known))

    async def pages(self, call: ListCall[Page, Item]) -> AsyncIterator[Page]:
        """A list by its pages. To go on another time, keep `next_cursor`, and give it as `cursor`."""
        following: ListCall[Page, Item] | None = call
        while following:
            page = await self.send(following)
            yield page
            following = following.after(page)

    async def each(self, call: ListCall[Page, Item]) -> AsyncIterator[Item]:
        """What is in a list, whatever pages it comes in."""
        async for page in self.pages(call):
            for item in cast(dict[str, list[Item]], page)["items"]:
                yield item

    async def poll(self, *, after: str | None = None, types: Sequence[str] | None = None) -> AsyncIterator[FeedEvent]:
        """Follow the feed by asking again and again, each time waiting for something to come. Never ends."""
        while True:
            page = await self.send(operations.list_events(after=after, type=types, wait=WAIT))
            for event in page["items"]:
                yield event
            after = page["next"]

    async def follow(self, stream: Stream | None = None) -> AsyncIterator[FeedEvent]:
        """Follow the feed as a stream, opened anew where it broke off. Never ends. Raises `Problem`.

        `stream.after` is how far it has come: kept, it is where another stream goes on.
        """
        stream = stream or Stream()
        while True:
            try:
                async for event in self._opened(stream):
                    yield event
            except ConnectionLost:
                stream.failures += 1
            await self._sleep(stream.pause())

    async def upload(
        self, begin: Callable[[AttachmentIn], Call[AttachmentOut]], file: BufferedIOBase, name: str, **told: Any
    ) -> AttachmentOut:
        """Send a file in parts: `upload(partial(operations.attach_to_ticket, ticket_id), file, "photo.jpg")`."""
        return await self.run(uploads.upload(self._requester, begin, file, name, **told))

    async def resume_upload(self, attachment_id: str, file: BufferedIOBase, **told: Any) -> AttachmentOut:
        """Go on with a file that broke off."""
        return await self.run(uploads.resume(self._requester, attachment_id, file, **told))

    async def run(self, flow: Flow[T]) -> T:
        """Take the steps of a flow; its result."""
        told: Any = None
        lost: Exception | None = None
        while True:
            try:
                step = flow.throw(lost) if lost else flow.send(told)
            except StopIteration as end:
                result: T = end.value
                return result
            lost = None
            try:
                told = await self._take(step)
            except Exception as error:  # noqa: BLE001  # What to make of it is the flow's affair.
                lost = error

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _take(self, step: Step) -> object:
        match step:
            case Pause():
                await self._sleep(step.seconds)
                return None
            case Alone():
                async with self._lock:
                    return await self.run(step.flow)
            case Send():
                try:
                    answer = await self._http.request(
                        step.method, step.url, headers=dict(step.headers), content=step.content
                    )
                except httpx2.TransportError as error:
                    raise ConnectionLost(str(error)) from error
                return Answer(answer.status_code, answer.headers, answer.content)

    async def _opened(self, stream: Stream) -> AsyncIterator[FeedEvent]:
        stream.begin()
        request = await self.run(self._requester.stream_request(stream.path))
        try:
            async with self._http.stream(
                request.method, request.url, headers=dict(request.headers), timeout=SILENCE
            ) as answer:
                if not answer.is_success:
                    not_opened(answer.status_code, await answer.aread(), answer.headers, time.time())
                async for chunk in answer.aiter_bytes():
                    for event in stream.take(chunk):
                        yield event
        except httpx2.TransportError as error:
            raise ConnectionLost(str(error)) from error
