"""What is new? A page of the feed, one event, and the cursors that tell where a reader stopped.

A cursor made for what was asked is good for asking the same again. One that every event carries stands behind all
events up to it, and is good for asking anything.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from time import monotonic
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import CursorExpired, InvalidCursor, NotFound
from escalation.events.domain.envelope import Fact
from escalation.feed.storage.pages import EVERYTHING, Read, Wanted, find_event, read_page
from escalation.feed.storage.retention import KEPT
from escalation.feed.storage.sequencing import find_extent
from escalation.feed.usecases.subscription import FeedFollower, FeedItem
from escalation.kit.runtime import cursors
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault

LARGEST_PAGE: Final = 500
LOOK_EVERY: Final = 2.0
"""Seconds after which it is asked again who the reader is; with those of `brief_cache` no more than five."""


class FeedStart(StrEnum):
    """Where to begin without a cursor."""

    EARLIEST = "earliest"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader is told at a time, and the place behind which to go on."""

    items: Sequence[FeedItem]
    place: int


Identify = Callable[[], Awaitable[Actor]]
"""Who asks, once more: what they may see can change while they wait. Raises `Unauthenticated`."""


def cursor_behind(vault: Vault, place: int, wanted: Wanted = EVERYTHING) -> str:
    """The cursor that goes on behind a place in the feed."""
    return cursors.encode([place], bound_to=_bound(wanted), key=vault.cursor_key)


async def place_of(runtime: Runtime, wanted: Wanted, after: str | None) -> int | None:
    """The place that a cursor or a `FeedStart` means; `None` for the earliest. Raises `InvalidCursor`."""
    match after:
        case None | FeedStart.EARLIEST:
            return None
        case FeedStart.LATEST:
            async with runtime.database.connection(changes=False) as connection:
                return (await find_extent(connection)).head
        case _:
            return _decoded(runtime.vault, wanted, after)


async def list_feed(runtime: Runtime, actor: Actor, wanted: Wanted, *, after: int | None, limit: int) -> Read:
    """At most `limit` events that the actor may see, behind a place. It may have none though there are more behind it.

    Raises `CursorExpired`, or `InvalidCursor` for a place that was never given.
    """
    async with runtime.database.connection(changes=False) as connection:
        read = await read_page(connection, actor, wanted, after=after, limit=limit)
    if read.start > read.extent.head:
        raise InvalidCursor
    if read.start < read.extent.earliest:
        earliest = cursor_behind(runtime.vault, read.extent.earliest)
        raise CursorExpired(days=KEPT.days, extra={"earliest": earliest})
    return read


async def wait_for_page(
    runtime: Runtime,
    follower: FeedFollower,
    identify: Identify,
    wanted: Wanted,
    *,
    behind: Read,
    limit: int,
    seconds: float,
) -> Read:
    """The page behind one that was empty and came to the end of the feed, as soon as there is something on it.

    An empty one after so many seconds, or when the process stops. No connection is held while nothing happens.
    """
    read, until = behind, monotonic() + seconds
    with follower.listening(await identify(), wanted) as listener:
        while is_at_the_end(read) and (left := until - monotonic()) > 0:
            if listener.join(read.upto) and not await listener.wait(left):
                return replace(read, upto=max(read.upto, listener.place))
            read = await list_feed(runtime, await identify(), wanted, after=read.upto, limit=limit)
    return read


async def follow(
    runtime: Runtime, follower: FeedFollower, identify: Identify, wanted: Wanted, *, first: Read, seconds: float
) -> AsyncGenerator[Told, None]:
    """What is on a page, all behind it, and all that comes, for so many seconds; for 0, until the end is reached.

    While nothing comes, that is told every `LOOK_EVERY` seconds. Ends early when the process stops, or when too much
    waits for a reader. Raises what `list_feed` and `identify` do.
    """
    until, read = monotonic() + seconds, first
    with follower.listening(await identify(), wanted) as listener:
        while True:
            yield Told([FeedItem(fact, fact.feed_pos or 0) for fact in read.facts], read.upto)
            is_through = read.upto >= read.extent.head
            if monotonic() >= until and (seconds or is_through):
                return
            if is_through and listener.join(read.upto):
                break
            read = await list_feed(runtime, await identify(), wanted, after=read.upto, limit=LARGEST_PAGE)
        while not listener.ended and (left := until - monotonic()) > 0:
            items = await listener.wait(min(LOOK_EVERY, left))
            yield Told(items, listener.place)
            listener.actor = await identify()


def is_at_the_end(read: Read) -> bool:
    """Whether a page has nothing, and nothing is behind it."""
    return not read.facts and read.upto >= read.extent.head


async def get_event(runtime: Runtime, actor: Actor, event_id: UUID) -> Fact:
    """One event, once it has its place in the feed. Raises `NotFound` if there is none that the actor may see."""
    async with runtime.database.connection(changes=False) as connection:
        found = await find_event(connection, actor, event_id)
    if found is None:
        raise NotFound
    return found


def _decoded(vault: Vault, wanted: Wanted, cursor: str) -> int:
    decoded = partial(cursors.decode, cursor, key=vault.cursor_key, earlier=vault.earlier_cursor_keys)
    try:
        values = decoded(bound_to=_bound(wanted))
    except InvalidCursor:
        values = decoded(bound_to=_bound(EVERYTHING))
    match values:
        case [int() as place]:
            return place
        case _:
            raise InvalidCursor


@lru_cache
def _bound(wanted: Wanted) -> bytes:
    filters = {"types": sorted(set(wanted.types)) or None, "ticket_id": wanted.ticket_id}
    return cursors.fingerprint("feed", sort="place", filters=filters)
