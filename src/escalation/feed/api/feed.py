"""What is new, for machines that ask: the feed by pages, waiting for the next one, or as a stream."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any, cast
from uuid import UUID

import orjson
from fastapi import Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from escalation.actors import Actor
from escalation.events.domain.envelope import feed_item
from escalation.events.domain.matching import check_globs
from escalation.feed.api.stream_tickets import STREAM_READER
from escalation.feed.api.streams import PART, EventStream, Streams
from escalation.feed.storage.pages import Read, Wanted
from escalation.feed.usecases import feed
from escalation.feed.usecases.feed import FeedStart
from escalation.feed.usecases.stream_tickets import LONGEST_STREAM
from escalation.feed.usecases.subscription import FeedFollower
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.sealed_tokens import LONGEST
from escalation.kit.web.auth import Caller, Permission, Uses
from escalation.kit.web.fields import Id, Out
from escalation.kit.web.queries import Batch, Seconds, Wait
from escalation.kit.web.request_context import context_of
from escalation.kit.web.routes import strict_router

router = strict_router(prefix="/v1/events", tags=["feed"])

TOO_OLD: dict[int | str, dict[str, Any]] = {
    410: {"$ref": "#/components/responses/Gone", "description": "The cursor is older than what is kept."}
}
_MARGIN = 10.0
"""Seconds that a request which may wait has besides."""

After = Annotated[
    str | None,
    Field(
        description="Where to go on: `next` of the page before, `feed_cursor` of any event, `earliest` (the default:"
        " everything that is kept, 30 days) or `latest` (only what comes from now on).",
    ),
]
EventTypeGlob = Annotated[str, Field(pattern=r"^[a-z*][a-z0-9_.*]{0,63}$")]
Types = Annotated[
    list[EventTypeGlob] | None,
    Field(max_length=20, description="Types of events, such as `ticket.escalated` or `ticket.*`. May be repeated."),
]
EventId = Annotated[Id, Path(description="The event's id.")]
LastEventId = Annotated[
    str | None, Header(alias="Last-Event-ID", description="The `id` of the last event received; wins over `after`.")
]


async def follower_of(request: Request) -> FeedFollower:
    """What follows the feed in this process."""
    return cast(FeedFollower, request.app.state.follower)


Follows = Annotated[FeedFollower, Depends(follower_of)]


class FeedQuery(BaseModel):
    """What is asked of the feed, and from where on."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    after: After = None
    type: Types = None
    ticket_id: Id | None = None

    def wanted(self) -> Wanted:
        """What is asked for. Raises `ValidationFailed` for a glob that fits no type."""
        if self.type:
            check_globs(self.type, pointer="?type")
        return Wanted(tuple(self.type or ()), self.ticket_id)


class PageQuery(FeedQuery):
    """One page of it."""

    limit: Batch = 100
    wait: Wait = Field(default=0, description="Seconds to wait for an event if there is none.")


class StreamQuery(FeedQuery):
    """As a stream. Whoever looks on wants to know what comes; who keeps a copy says where it stopped."""

    after: str | None = Field(
        default=None,
        description="Where to go on, as in a page of the feed: a cursor, `earliest` or `latest` (the default: only what"
        " comes from now on).",
    )
    ticket: Annotated[str, Field(min_length=1, max_length=LONGEST)] | None = Field(
        default=None, description="From `POST /v1/events/stream-tickets`, where no header can be sent."
    )
    seconds: Seconds = Field(default=3600, description="When to end; 0: once everything that is there was sent.")


class EventLinks(Out):
    """Where to read on."""

    self: str
    ticket: str | None
    record: str | None


class FeedEvent(Out):
    """One event. `data` is empty for one that only tells that a ticket left the reader's scope."""

    id: UUID
    type: str
    timestamp: datetime
    api_version: int
    ticket_id: UUID | None
    opinion_id: UUID | None
    endpoint_id: UUID | None
    record_id: UUID | None
    sequence: int | None
    feed_cursor: str
    data: dict[str, JsonValue]
    links: EventLinks


class FeedPage(Out):
    """Events in the order of the feed. `next` goes on behind them, and is always there; with `has_more` at once.

    A page may be empty although there is more: it looks through so many places, whoever may see what is there.
    """

    items: list[FeedEvent]
    next: str
    has_more: bool


@router.get("", summary="The event feed", response_model=FeedPage, responses=TOO_OLD)
async def list_events(
    request: Request, query: Annotated[PageQuery, Query()], caller: Caller, runtime: Uses, follower: Follows
) -> Response:
    """What has happened to all that the caller may see, oldest first, each event once and in order per ticket.

    Who polls with `next` misses nothing. 410 with `earliest`, a cursor, if the cursor is older than what is kept.
    """
    wanted = query.wanted()
    after = await feed.place_of(runtime, wanted, query.after)
    read = await feed.list_feed(runtime, caller, wanted, after=after, limit=query.limit)
    if query.wait and feed.is_at_the_end(read):
        current = context_of(request.scope)
        current.allow(query.wait + _MARGIN)
        # Waiting is no work: meanwhile others of the key have their turn.
        current.let_others()
        identify = partial(_IDENTIFY, request)
        read = await feed.wait_for_page(
            runtime, follower, identify, wanted, behind=read, limit=query.limit, seconds=query.wait
        )
    return Response(_page(runtime, wanted, read), media_type="application/json")


@router.get(
    "/stream",
    summary="The event feed as a stream",
    response_class=EventStream,
    status_code=200,
    responses={200: {"content": {EventStream.media_type: {"schema": PART}}}, **TOO_OLD},
)
async def stream_events(
    request: Request,
    query: Annotated[StreamQuery, Query()],
    caller: Annotated[Actor, Depends(STREAM_READER)],
    runtime: Uses,
    follower: Follows,
    last_event_id: LastEventId = None,
) -> Response:
    """The same as Server-Sent Events: `event` is the type, `data` the event, `id` its cursor, to go on from.

    It begins now, or where `Last-Event-ID` or `after` say. A comment every 15 seconds shows that the connection lives.
    A reader who does not keep up is cut off and may come again. At most five streams of one key at a time in one
    process. A browser comes with its session; from another site, with a ticket: such a stream ends after 15 minutes.
    """
    wanted = query.wanted()
    after = await feed.place_of(runtime, wanted, last_event_id or query.after or FeedStart.LATEST)
    first = await feed.list_feed(runtime, caller, wanted, after=after, limit=feed.LARGEST_PAGE)
    seconds = query.seconds if query.ticket is None else min(query.seconds, LONGEST_STREAM)
    course = feed.follow(runtime, follower, partial(STREAM_READER, request), wanted, first=first, seconds=seconds)
    streams = cast(Streams, request.app.state.streams)
    return EventStream(
        course, streams=streams, principal=caller.principal, vault=runtime.vault, wanted=wanted, start=first.start
    )


@router.get("/{event_id}", summary="One event", response_model=FeedEvent)
async def read_event(event_id: EventId, caller: Caller, runtime: Uses) -> Response:
    """An event as the feed shows it, however old it is."""
    fact = await feed.get_event(runtime, caller, event_id)
    body = feed_item(fact, feed.cursor_behind(runtime.vault, fact.feed_pos or 0))
    return Response(orjson.dumps(body, default=str), media_type="application/json")


_IDENTIFY = Permission()


def _page(runtime: Runtime, wanted: Wanted, read: Read) -> bytes:
    items = [feed_item(fact, feed.cursor_behind(runtime.vault, fact.feed_pos or 0)) for fact in read.facts]
    following = feed.cursor_behind(runtime.vault, read.upto, wanted)
    body = {"items": items, "next": following, "has_more": read.upto < read.extent.head}
    return orjson.dumps(body, default=str)
