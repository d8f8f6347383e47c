"""How does the feed grow? Whatever was committed gets its place within a moment, and with it go its deliveries.

Every worker looks ten times a second, which costs next to nothing, and whoever finds something does it: who leads is
decided by a row lock that lasts as long as one statement. There is no leader to wait for when a worker is killed or
stopped, loses its connection or hangs: PostgreSQL ends the statement by itself, one way or the other.
"""

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Final

from prometheus_client import Counter, Gauge

from escalation.feed.storage.sequencing import FanOut, Sequenced, find_work, sequence
from escalation.kit.runtime.context import Runtime

BATCH: Final = 1_024
REST: Final = 0.1
"""Seconds between two looks."""
LONGEST: Final = 1.0
"""Seconds that a batch may take."""
LOOK_BACK: Final = 60.0
"""Seconds after which all events are looked at again, and not only the newest."""
_SHARE: Final = 20
"""Of the time that a look takes, so many times is rested."""

_LAG = Gauge(
    "escalation_feed_lag_seconds",
    "For how long the oldest committed event has waited for its place in the feed, when last looked.",
)
_EVENTS = Counter("escalation_feed_events_total", "Events that got their place in the feed.")
_DELIVERIES = Counter("escalation_feed_deliveries_total", "Deliveries that endpoints are owed for them.")


class Sequencer:
    """One worker's share in numbering events.

    Events below those that got their places a minute ago are not looked at again until another minute has passed. While
    a transaction of hours is open somewhere, the index keeps entries of all events that got their places meanwhile, and
    to pass by them took longer and longer.

    After a batch that took long, as it does when there are many endpoints, and after one that could not be done, the
    next one is half as long.
    """

    def __init__(self, fan_out: FanOut, tell: Callable[[], None] = lambda: None) -> None:
        """Begin with whole batches of all events. `tell` is called when deliveries have fallen due."""
        self._fan_out = fan_out
        self._tell = tell
        self._batch = BATCH
        self._rest = REST
        self._above = 0
        self._marks: deque[tuple[float, int]] = deque()
        self._look_back_at = 0.0

    async def step(self, runtime: Runtime) -> bool:
        """Give a batch of events their places; whether there may be more."""
        began = monotonic()
        above = self._above if began < self._look_back_at else 0
        self._look_back_at = self._look_back_at if above else began + LOOK_BACK
        async with runtime.database.connection() as connection:
            began = monotonic()
            work = await find_work(connection, self._fan_out, above=above)
            self._rest = max(REST, _SHARE * (monotonic() - began))
            _LAG.set(work.lag.total_seconds() if work else 0.0)
            if work is None:
                return False
            began, size, self._batch = monotonic(), self._batch, max(1, self._batch // 2)
            done = await sequence(connection, size, self._fan_out, above=above, with_endpoints=work.has_endpoints)
        if monotonic() - began < LONGEST:
            self._batch = min(BATCH, 2 * size)
        self._remember(done)
        _EVENTS.inc(done.events)
        _DELIVERIES.inc(done.deliveries)
        if done.deliveries:
            self._tell()
        return done.is_late or done.events == size

    async def rest(self, _: Runtime) -> float:
        """Seconds until the next look."""
        return self._rest

    def _remember(self, done: Sequenced) -> None:
        """Where to look from in a minute; or, after something was overlooked, that all is to be looked at now."""
        now = monotonic()
        if done.is_late:
            self._look_back_at = now
        if done.last is not None and (not self._marks or now - self._marks[-1][0] > 1):
            self._marks.append((now, done.last))
        while self._marks and self._marks[0][0] <= now - LOOK_BACK:
            self._above = max(self._above, self._marks.popleft()[1])
