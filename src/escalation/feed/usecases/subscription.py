"""Who has a subscription to new events? One follower of the feed for all who listen in this process.

    find_head, ten times a second  ->  nothing new: nothing else is done
                                       new events:  one query tells which reader may see which
    nobody listens                 ->  nothing is asked at all

Readers come here when they have read all there is, and leave with what came meanwhile; none holds a connection.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import structlog
from prometheus_client import Counter

from escalation.actors import Actor
from escalation.errors import Unavailable
from escalation.events.domain.envelope import Fact
from escalation.events.domain.matching import matches
from escalation.feed.storage.pages import Wanted, read_for_all
from escalation.feed.storage.sequencing import find_head
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime

REST: Final = 0.1
"""Seconds between two looks."""
MOST_WAITING: Final = 10_000
"""Events that may wait for one reader; a slower one has to come again and go on from its cursor."""
_FAILURE_REST: Final = 1.0
_LONGEST_READ: Final = 1_000
_MOST_PAIRS: Final = 50_000
"""How many times a query asks whether one reader may see one event."""

_SLOW = Counter("escalation_feed_slow_readers_total", "Readers for whom too many events waited.")
_log = structlog.get_logger(__name__)


class Ended(StrEnum):
    """Why nothing more comes to a listener."""

    SLOW = "slow"
    STOPPING = "stopping"


@dataclass(slots=True)
class FeedItem:
    """One event on its way to several listeners. `written`: its bytes, once the first of them has made them."""

    fact: Fact
    place: int
    written: bytes = b""


class Listener:
    """Somebody who waits for what comes. `actor` may be replaced at any time: who they are may change."""

    def __init__(self, follower: "FeedFollower", actor: Actor, wanted: Wanted) -> None:
        """Wait for nothing yet; see `join`."""
        self.actor = actor
        self.wanted = wanted
        self.place = 0
        self.ended: Ended | None = None
        self._follower = follower
        self._inbox: deque[FeedItem] = deque()
        self._stirs = asyncio.Event()

    def join(self, after: int) -> bool:
        """Hear of all behind a place; `False` if that is behind us already, and has to be read from the feed."""
        return self._follower.add(self, after)

    async def wait(self, seconds: float) -> list[FeedItem]:
        """What came, as soon as anything has; nothing after so many seconds, or when it is over.

        After that, `place` is where everything of concern to this listener was handed out up to.
        """
        if not self._inbox and not self.ended:
            try:
                await asyncio.wait_for(self._stirs.wait(), seconds)
            except TimeoutError:
                return []
        found = list(self._inbox)
        self._inbox.clear()
        self._stirs.clear()
        return found

    def begin(self, place: int) -> None:
        """Hear of what lies behind this place."""
        self.place = place

    def tell(self, items: Iterable[FeedItem], upto: int) -> None:
        """Take what is new, up to a place."""
        if self.ended:
            return
        self._inbox += [each for each in items if each.place > self.place and self._wants(each.fact)]
        self.place = max(self.place, upto)
        if len(self._inbox) > MOST_WAITING:
            _SLOW.inc()
            self.end(Ended.SLOW)
        if self._inbox:
            self._stirs.set()

    def end(self, why: Ended) -> None:
        """Hear of nothing more."""
        self.ended = self.ended or why
        self._stirs.set()

    def _wants(self, fact: Fact) -> bool:
        is_of_type = not self.wanted.types or matches(self.wanted.types, fact.type)
        return is_of_type and self.wanted.ticket_id in {None, fact.ticket_id}


class FeedFollower:
    """Follows the feed for as long as anybody listens. `is_stopping` tells that the process ends."""

    def __init__(self, runtime: Runtime, is_stopping: Callable[[], bool]) -> None:
        """Begin when somebody listens."""
        self._runtime = runtime
        self._is_stopping = is_stopping
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        # Up to where everything was handed out, and up to where it is about to be.
        self._done = 0
        self._place = 0

    @contextmanager
    def listening(self, actor: Actor, wanted: Wanted) -> Iterator[Listener]:
        """A listener, who joins once they have read what there is."""
        listener = Listener(self, actor, wanted)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def add(self, listener: Listener, after: int) -> bool:
        """Let somebody hear of all behind a place, unless that is past already."""
        is_running = self._task is not None and not self._task.done()
        if is_running and after < self._place:
            return False
        listener.begin(after)
        self._listeners.add(listener)
        if not is_running:
            self._done = self._place = after
            self._task = asyncio.create_task(self._follow(), name="feed_tail")
        return True

    async def _follow(self) -> None:
        """Until nobody listens any more, or the process stops."""
        try:
            while self._listeners and not self._is_stopping():
                await self._step()
        finally:
            for listener in self._listeners:
                listener.end(Ended.STOPPING)
            self._listeners.clear()

    async def _step(self) -> None:
        """Hand out what is new, and rest unless there is more."""
        try:
            async with self._runtime.database.connection(changes=False) as connection:
                head = await find_head(connection)
                if head > self._done:
                    await self._hand_out(connection, head)
        except Unavailable as refusal:
            _log.warning("feed_tail_waits_for_database", code=refusal.code)
            await asyncio.sleep(_FAILURE_REST)
        else:
            await asyncio.sleep(REST if self._done >= head else 0)

    async def _hand_out(self, connection: Connection, head: int) -> None:
        readers = self._readers()
        upto = min(head, self._done + max(1, min(_LONGEST_READ, _MOST_PAIRS // max(1, len(readers)))))
        # Whoever comes while the query runs is not among its readers: they are told that they are too late for it.
        self._place = max(self._place, upto)
        actors = [listeners[0].actor for listeners in readers]
        items: dict[Listener, list[FeedItem]] = {}
        for fact, place, seen_by in await read_for_all(connection, actors, after=self._done, upto=upto):
            each = FeedItem(fact, place)
            for listener in (listener for reader in seen_by for listener in readers[reader]):
                items.setdefault(listener, []).append(each)
        for listener in self._listeners:
            listener.tell(items.get(listener, ()), upto)
        self._done = upto

    def _readers(self) -> list[list[Listener]]:
        """Listeners, those together who see the same."""
        found: dict[tuple[object, ...], list[Listener]] = {}
        for listener in self._listeners:
            actor = listener.actor
            found.setdefault((actor.unit_id, actor.unit_path, actor.role), []).append(listener)
        return list(found.values())
