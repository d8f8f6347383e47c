"""How do webhooks leave? A worker claims what is due, sends it, and settles what came of it; many may do this at once.

    claim (one short transaction)  ->  send, each in a task of its own, no connection held  ->  settle, in batches

A worker that is told to stop claims nothing more, waits for what is under way, and puts back what it did not send.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Counter as Total
from prometheus_client import Histogram

from escalation.errors import Unavailable, trace_without_texts
from escalation.kit.database.clock import read_wall
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, Trouble
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.engine.concurrency import Slots
from escalation.webhooks.engine.result_buffer import Flusher
from escalation.webhooks.engine.sending import Message, Sending
from escalation.webhooks.engine.settlement import AttemptResult
from escalation.webhooks.storage.attempts import Attempt, insert_attempts
from escalation.webhooks.storage.claims import LEASE, Claimed, ClaimRequest, Lane, claim, list_due, reserve
from escalation.webhooks.storage.deliveries import LostLease, reap
from escalation.webhooks.storage.endpoints import Targets, targets

REFRESHED: Final = 1.0
REAPED: Final = 5.0
BUSY, IDLE = 0.01, 0.25
AFTERWARDS: Final = 5.0
"""Seconds that are left of a lease after the longest attempt, to write down what came of it."""
LONGEST_ATTEMPT: Final = 30.0
_TIME_TO_BEGIN: Final = LEASE.total_seconds() - LONGEST_ATTEMPT - AFTERWARDS
_SHARE: Final = 4
"""Of the time that it takes to look what is due, so many times is rested: there may be thousands of endpoints."""

_LOST = Total("escalation_webhook_leases_lost_total", "Deliveries whose worker did not come back in time.")
CLAIM_SECONDS = Histogram(
    "escalation_webhook_claim_seconds",
    "What it takes to claim what is due.",
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
_LATENESS = Histogram(
    "escalation_webhook_due_to_send_seconds",
    "From when a delivery is due to when it is sent.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600, 3600),
)
_log = structlog.get_logger(__name__)

Due = dict[UUID, set[Lane]]


class DeliveryWorker:
    """One worker's share in delivering."""

    def __init__(self, runtime: Runtime, sender: Sender) -> None:
        """Know nobody yet."""
        self._runtime = runtime
        self._slots = Slots()
        self._sending = Sending(runtime.vault, sender)
        self._stirred = asyncio.Event()
        self._flusher = Flusher(runtime, self.wake)
        self._known = Targets()
        self._tasks: set[asyncio.Task[None]] = set()
        self._refreshed_at = self._reaped_at = -REAPED
        self._looked = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set and what is under way has ended."""
        beside = asyncio.create_task(self._flusher.run()), asyncio.create_task(self._wake_at(stop))
        try:
            while not stop.is_set():
                await self._rest(stop, await self._carefully())
            await self._finish()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
        await self._flusher.flush_all()

    def wake(self) -> None:
        """Look at once: something may be due that was not, or can be sent now."""
        self._stirred.set()

    async def step(self) -> bool:
        """Claim what is due and there is room for, and begin to send it; whether there was anything."""
        async with self._runtime.database.connection() as connection:
            await self._look_around(connection)
            if not self._known.by_id or not (room := self._slots.room(self._flusher.unwritten)):
                return False
            # A lease begins when the database gives it, which is later: nobody takes theirs for longer than it is.
            began = monotonic()
            async with connection.transaction():
                claimed = await self._claim(connection, room)
        self._begin(claimed, began)
        return bool(claimed)

    async def _carefully(self) -> float:
        """One step; for how many seconds to rest after it. No failure ends a worker."""
        try:
            self._stirred.clear()  # Before it looks: what becomes due meanwhile is looked for again at once.
            return max(BUSY if await self.step() else IDLE, _SHARE * self._looked)
        except Unavailable as refusal:
            _log.warning("deliveries_wait_for_database", code=refusal.code)
        except Exception as error:  # noqa: BLE001 - a worker that dies in silence would be a webhook that never comes
            _log.error("delivery_step_failed", trace=list(trace_without_texts(error)))
        return REFRESHED

    async def _rest(self, stop: asyncio.Event, seconds: float) -> None:
        """Rest; whoever found nothing looks again when somebody says so, for example because there is room again."""
        if seconds <= BUSY:
            await asyncio.sleep(seconds)
            return
        if not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), seconds)

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.wake()

    async def _look_around(self, connection: Connection) -> None:
        now = monotonic()
        if now - self._refreshed_at >= REFRESHED:
            known = await targets(connection, self._known)
            if known is not self._known:
                self._known = self._flusher.known = known
                self._sending.keep_only(known)
            self._refreshed_at = now
        if now - self._reaped_at >= REAPED:
            self._reaped_at = now
            async with connection.transaction():
                if lost := await reap(connection):
                    wall = await read_wall(connection)
                    await insert_attempts(connection, [_lost(each, wall) for each in lost])
                    _LOST.inc(len(lost))

    async def _find_due(self, connection: Connection) -> Due:
        began, due = monotonic(), defaultdict[UUID, set[Lane]](set)
        for endpoint_id, lane in await list_due(connection, list(self._known.by_id)):
            due[endpoint_id].add(lane)
        self._looked = monotonic() - began
        return due

    async def _claim(self, connection: Connection, room: int) -> list[Claimed]:
        due = await self._find_due(connection)
        requests = self._slots.requests([self._known.by_id[id_] for id_ in due], room)
        if not requests:
            return []
        with CLAIM_SECONDS.time():
            return await self._claim_by_lane(connection, requests, due, room)

    async def _claim_by_lane(
        self, connection: Connection, requests: list[ClaimRequest], due: Due, room: int
    ) -> list[Claimed]:
        """What is new first, but always something of what is tried again, then what was asked for again."""
        reserved = await reserve(connection, [request.endpoint_id for request in requests])
        free = {request.endpoint_id: request.most for request in requests if request.endpoint_id in reserved}
        claimed: list[Claimed] = []
        for lane in Lane:
            asked = [
                request._replace(most=self._slots.share(free[request.endpoint_id], lane, due[request.endpoint_id]))
                for request in requests
                if request.endpoint_id in free
            ]
            asked = [request for request in asked if request.most > 0]
            if asked and room > len(claimed):
                found = await claim(connection, asked, lane, new_id(), room - len(claimed))
                for each in found:
                    free[each.endpoint_id] -= 1
                claimed += found
        return claimed

    def _begin(self, claimed: list[Claimed], began: float) -> None:
        """Prepare all, then send all: one by one between other things, rendering and signing take twice as long."""
        waited = timedelta(seconds=monotonic() - began)
        for each, prepared in [(each, self._prepare(each, each.wall + waited)) for each in claimed]:
            self._slots.begin(each.endpoint_id)
            task = asyncio.create_task(self._deliver(each, prepared, began))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _prepare(self, claimed: Claimed, wall: datetime) -> Message | DeliveryOutcome | None:
        """What to send; or what came of it already, because it cannot be sent; nothing if its endpoint is gone."""
        target = self._known.by_id.get(claimed.endpoint_id)
        try:
            return self._sending.prepare(claimed, target, wall) if target is not None else None
        except Exception as error:  # noqa: BLE001 - what cannot be rendered or signed must not hold up the others
            _log.error("delivery_failed", event_id=str(claimed.fact.id), trace=list(trace_without_texts(error)))
            return DeliveryOutcome(Kind.OURS, None, 0, error=Trouble.OURS)

    async def _deliver(self, claimed: Claimed, prepared: Message | DeliveryOutcome | None, began: float) -> None:
        """Send one, unless too little of its lease is left; note what came of it."""
        outcome = prepared if isinstance(prepared, DeliveryOutcome) else None
        waited = timedelta(seconds=monotonic() - began)
        try:
            if isinstance(prepared, Message) and waited.total_seconds() < _TIME_TO_BEGIN:
                _LATENESS.observe((claimed.now + waited - claimed.due_at).total_seconds())
                outcome = await self._sending.send(prepared)
                self._slots.remember(claimed.endpoint_id, outcome.kind)
        finally:
            self._slots.end(claimed.endpoint_id)
            took = timedelta(seconds=monotonic() - began)
            self._flusher.add(AttemptResult(claimed, outcome, claimed.wall + waited, claimed.now + took))

    async def _finish(self) -> None:
        """Wait for what is under way, as long as an attempt may take; what is not back then is put back."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=LONGEST_ATTEMPT + AFTERWARDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)


def _lost(lost: LostLease, wall: datetime) -> Attempt:
    return Attempt(
        endpoint_id=lost.endpoint_id, event_id=lost.event_id, event_type=lost.event_type, attempt=lost.attempt,
        cause=lost.cause, started_at=wall, duration_ms=0, outcome="lost",
    )  # fmt: skip
