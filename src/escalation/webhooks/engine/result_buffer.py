"""When is the result buffer written down? In batches, soon after the first; none is lost while the database is away."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

import structlog
from prometheus_client import Histogram

from escalation.errors import Unavailable, trace_without_texts
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.engine.settlement import AttemptResult, write
from escalation.webhooks.storage.endpoints import Targets

MOST_FLUSHED: Final = 500
_GATHERED: Final = 0.005
"""Seconds for which results are gathered."""
_AWAY: Final = 0.25
"""Seconds until the next try when the database does not answer."""

_SECONDS = Histogram(
    "escalation_webhook_flush_seconds",
    "What it takes to write down a batch of results.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
_log = structlog.get_logger(__name__)


class Flusher:
    """Results of one worker on their way to the database. `known`: its endpoints; `tell` is called after each batch."""

    def __init__(self, runtime: Runtime, tell: Callable[[], None]) -> None:
        """Nothing is to be written."""
        self.known = Targets()
        self._runtime = runtime
        self._tell = tell
        self._tried: list[AttemptResult] = []
        self._has_tried = asyncio.Event()

    @property
    def unwritten(self) -> int:
        """How many results wait."""
        return len(self._tried)

    def add(self, tried: AttemptResult) -> None:
        """A result that is to be written down."""
        self._tried.append(tried)
        self._has_tried.set()

    async def run(self) -> None:
        """Write down what comes, for ever. No failure ends it."""
        while True:
            await self._has_tried.wait()
            await asyncio.sleep(_GATHERED)
            try:
                await self._flush()
            except Unavailable as refusal:
                _log.warning("deliveries_wait_for_database", code=refusal.code)
                await asyncio.sleep(_AWAY)
            except Exception as error:  # noqa: BLE001 - see `_flush_one_by_one`
                _log.error("settling_failed", trace=list(trace_without_texts(error)))
                await self._flush_one_by_one()

    async def flush_all(self) -> None:
        """Write down what is left. What cannot be written now is sent again by somebody, when its lease has ended."""
        while self._tried:
            with suppress(Unavailable):
                await self._flush()
                continue
            return

    async def _flush(self) -> None:
        batch = self._tried[:MOST_FLUSHED]
        if batch:
            with _SECONDS.time():
                await write(self._runtime, batch, self.known)
        del self._tried[: len(batch)]
        if not self._tried:
            self._has_tried.clear()
        self._tell()

    async def _flush_one_by_one(self) -> None:
        """Find the result that the database will not take, and write down the bare outcome of it.

        If even that fails, its lease ends and somebody sends it again.
        """
        batch, self._tried = self._tried[:MOST_FLUSHED], self._tried[MOST_FLUSHED:]
        for each in batch:
            try:
                await self._write_somehow(each)
            except Unavailable:
                self._tried.append(each)
            except Exception as error:  # noqa: BLE001 - one that cannot be written must not hold up the others
                id_ = str(each.claimed.fact.id)
                _log.error("settling_failed", event_id=id_, trace=list(trace_without_texts(error)))
        self._tell()

    async def _write_somehow(self, tried: AttemptResult) -> None:
        try:
            await write(self._runtime, [tried], self.known)
        except Unavailable:
            raise
        except Exception:
            if tried.outcome is None:
                raise
            bare = replace(tried.outcome, remote_ip=None, error=None, headers={}, body=b"")
            await write(self._runtime, [replace(tried, outcome=bare)], self.known)
