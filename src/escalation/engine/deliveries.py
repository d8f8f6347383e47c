"""How do webhooks leave? A worker claims what is due, sends it, and settles what came of it; many may do this at once.

    claim (one short transaction)  ->  send, each in a task of its own, no connection held  ->  settle, in batches

A worker that is told to stop claims nothing more, waits for what is under way, and puts back what it did not send.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Counter as Total
from prometheus_client import Gauge

from escalation.engine.settling import Tried, write
from escalation.errors import Unavailable, trace_without_texts
from escalation.outbound.sender import Sender
from escalation.storage.attempts import Attempt, insert_attempts
from escalation.storage.database import Connection
from escalation.storage.deliveries import LEASE, Claimed, Lane, Lost, Wish, claim, reap, waiting
from escalation.storage.endpoints import Target, Targets, targets
from escalation.storage.event_scope import LEFT
from escalation.storage.ids import new_id
from escalation.storage.secrets import Secret, open_headers, signing_key
from escalation.storage.time import read_wall
from escalation.storage.vault import Vault
from escalation.usecases.feed import cursor_behind
from escalation.usecases.session import Session
from escalation.webhooks.envelope import masked, render
from escalation.webhooks.message import headers_of
from escalation.webhooks.outcomes import Kind, Outcome, Trouble
from escalation.webhooks.signing import Key

MOST_UNDER_WAY: Final = 400
"""Attempts of one worker at a time."""
MOST_SLOW: Final = MOST_UNDER_WAY // 4
"""Of those, to endpoints that did not answer in time when last asked: they would soon have all of them."""
MOST_AT_ONCE: Final = 300
"""Deliveries that are claimed in one statement."""
REFRESHED: Final = 1.0
REAPED: Final = 5.0
BUSY, IDLE = 0.02, 0.25
FLUSHED, MOST_FLUSHED = 0.01, 500
AFTERWARDS: Final = 5.0
"""Seconds that are left of a lease after the longest attempt, to write down what came of it."""
LONGEST_ATTEMPT: Final = 30.0

_UNDER_WAY = Gauge("escalation_webhook_attempts_under_way", "Attempts that this process is making.")
_LOST = Total("escalation_webhook_leases_lost_total", "Deliveries whose worker did not come back in time.")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """What an endpoint's deliveries are signed with, and its own headers. `secrets` and `sealed` are what they were."""

    secrets: tuple[Secret, ...]
    sealed: bytes | None
    keys: tuple[Key, ...]
    headers: Mapping[str, str]

    @classmethod
    def of(cls, vault: Vault, target: Target) -> "Opened":
        """Open everything. Raises `ConfigurationInvalid` if the master key is another one."""
        keys = tuple(signing_key(vault, secret) for secret in target.secrets)
        return cls(target.secrets, target.headers, keys, open_headers(vault, target.id, target.headers))

    def live(self, now: datetime) -> list[Key]:
        """The keys to sign with at this moment, newest first."""
        return [key for key, secret in zip(self.keys, self.secrets, strict=True) if secret.is_live(now)]


class Courier:
    """One worker's share in delivering."""

    def __init__(self, session: Session, sender: Sender) -> None:
        """Know nobody yet."""
        self._session = session
        self._sender = sender
        self._known = Targets()
        self._under_way: Counter[UUID] = Counter()
        self._slow: set[UUID] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._tried: list[Tried] = []
        self._has_tried = asyncio.Event()
        self._opened_targets: dict[UUID, Opened] = {}
        self._round = 0
        self._refreshed_at = self._reaped_at = -REAPED

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set and what is under way has ended."""
        flusher = asyncio.create_task(self._flush_for_ever())
        try:
            while not stop.is_set():
                await _rest(stop, await self._carefully())
            await self._finish()
        finally:
            flusher.cancel()
            with suppress(asyncio.CancelledError):
                await flusher
        await self._flush_all()

    async def step(self) -> bool:
        """Claim what is due and there is room for, and begin to send it; whether there was anything."""
        async with self._session.database.connection() as connection:
            await self._look_around(connection)
            wishes = list(self._wishes())
            if not wishes:
                return False
            async with connection.transaction():
                claimed = await self._claim(connection, wishes)
        began = monotonic()
        for each in claimed:
            self._begin(each, began)
        return bool(claimed)

    async def _carefully(self) -> float:
        """One step; for how many seconds to rest after it. No failure ends a worker."""
        try:
            return BUSY if await self.step() else IDLE
        except Unavailable as refusal:
            _log.warning("deliveries_wait_for_database", code=refusal.code)
        except Exception as error:  # noqa: BLE001 - a worker that dies in silence would be a webhook that never comes
            _log.error("delivery_step_failed", trace=list(trace_without_texts(error)))
        return REFRESHED

    async def _look_around(self, connection: Connection) -> None:
        now = monotonic()
        if now - self._refreshed_at >= REFRESHED:
            self._known = await targets(connection, self._known)
            self._refreshed_at = now
        if now - self._reaped_at >= REAPED:
            self._reaped_at = now
            async with connection.transaction():
                if lost := await reap(connection):
                    wall = await read_wall(connection)
                    await insert_attempts(connection, [_lost(each, wall) for each in lost])
                    _LOST.inc(len(lost))

    def _wishes(self) -> Iterator[Wish]:
        """What this worker could take, beginning with another endpoint each time."""
        room = min(MOST_AT_ONCE, MOST_UNDER_WAY - len(self._tasks))
        slow_room = MOST_SLOW - sum(self._under_way[id_] for id_ in self._slow)
        everybody = list(self._known.by_id.values())
        self._round += 1
        first = self._round % len(everybody) if everybody else 0
        for target in everybody[first:] + everybody[:first]:
            most = min(target.max_in_flight - self._under_way[target.id], room)
            if target.id in self._slow:
                most = min(most, slow_room)
                slow_room -= max(most, 0)
            if most > 0:
                yield Wish(target.id, most, target.ordering == "ticket")

    async def _claim(self, connection: Connection, wishes: list[Wish]) -> list[Claimed]:
        """What is new first, but always something of what is tried again, then what was asked for again."""
        due = await waiting(connection, [wish.endpoint_id for wish in wishes])
        free = {wish.endpoint_id: wish.most for wish in wishes}
        room = min(MOST_AT_ONCE, MOST_UNDER_WAY - len(self._tasks))
        claimed: list[Claimed] = []
        for lane in Lane:
            asked = [wish._replace(most=self._share(wish.endpoint_id, lane, free, due)) for wish in wishes]
            asked = [wish for wish in asked if wish.most > 0]
            if asked and room > len(claimed):
                found = await claim(connection, asked, lane, new_id(), room - len(claimed))
                for each in found:
                    free[each.endpoint_id] -= 1
                claimed += found
        return claimed

    def _share(self, endpoint_id: UUID, lane: Lane, free: dict[UUID, int], due: set[tuple[UUID, Lane]]) -> int:
        if (endpoint_id, lane) not in due:
            return 0
        others = any((endpoint_id, other) in due for other in Lane if other > lane)
        kept = max(free[endpoint_id] // 4, int(self._round % 4 == 0)) if others else 0
        return free[endpoint_id] - kept

    def _begin(self, claimed: Claimed, began: float) -> None:
        self._under_way[claimed.endpoint_id] += 1
        task = asyncio.create_task(self._deliver(claimed, began))
        self._tasks.add(task)
        _UNDER_WAY.inc()

        def end(ended: asyncio.Task[None]) -> None:
            self._tasks.discard(ended)
            self._under_way[claimed.endpoint_id] -= 1
            _UNDER_WAY.dec()

        task.add_done_callback(end)

    async def _deliver(self, claimed: Claimed, began: float) -> None:
        """Send one, unless too little of its lease is left or its endpoint is gone; note what came of it."""
        outcome: Outcome | None = None
        waited = timedelta(seconds=monotonic() - began)
        target = self._known.by_id.get(claimed.endpoint_id)
        try:
            if target is not None and waited.total_seconds() < _TIME_TO_BEGIN:
                outcome = await self._send(claimed, target, claimed.wall + waited)
                self._remember_pace(target.id, outcome.kind)
        except Exception as error:  # noqa: BLE001 - what cannot be rendered or signed must not hold up the others
            _log.error("delivery_failed", event_id=str(claimed.fact.id), trace=list(trace_without_texts(error)))
            outcome = Outcome(Kind.OURS, None, 0, error=Trouble.OURS)
        finally:
            took = timedelta(seconds=monotonic() - began)
            self._tried.append(Tried(claimed, outcome, claimed.wall + waited, claimed.now + took))
            self._has_tried.set()

    async def _send(self, claimed: Claimed, target: Target, wall: datetime) -> Outcome:
        fact = masked(claimed.fact) if claimed.fact.type == LEFT else claimed.fact
        body = render(
            fact, unit_id=target.unit_id, format=target.format, payload=target.payload,
            cursor=cursor_behind(self._session.vault, fact.feed_pos or 0),
        )  # fmt: skip
        envelope = self._opened(target)
        headers = headers_of(
            body, keys=envelope.live(claimed.now), event_id=fact.id, type_=fact.type, endpoint_id=target.id,
            attempt=claimed.attempt, timestamp=int(wall.timestamp()), format_=target.format, own=envelope.headers,
        )  # fmt: skip
        return await self._sender.post(target.url, headers, body, timeout=target.timeout_ms / 1000)

    def _opened(self, target: Target) -> Opened:
        """What is sealed of an endpoint, opened once for as long as it stays the same."""
        found = self._opened_targets.get(target.id)
        if found is None or (found.secrets, found.sealed) != (target.secrets, target.headers):
            found = self._opened_targets[target.id] = Opened.of(self._session.vault, target)
        return found

    def _remember_pace(self, endpoint_id: UUID, kind: Kind) -> None:
        if kind is Kind.TIMEOUT:
            self._slow.add(endpoint_id)
        else:
            self._slow.discard(endpoint_id)

    async def _flush_for_ever(self) -> None:
        while True:
            await self._has_tried.wait()
            await asyncio.sleep(FLUSHED)
            try:
                await self._flush()
            except Unavailable as refusal:
                _log.warning("deliveries_wait_for_database", code=refusal.code)
                await asyncio.sleep(IDLE)
            except Exception as error:  # noqa: BLE001 - what cannot be written is delivered again after its lease
                _log.error("settling_failed", trace=list(trace_without_texts(error)))
                await self._flush_one_by_one()

    async def _flush(self) -> None:
        batch = self._tried[:MOST_FLUSHED]
        if batch:
            await write(self._session, batch, self._known)
        del self._tried[: len(batch)]
        if not self._tried:
            self._has_tried.clear()

    async def _flush_one_by_one(self) -> None:
        """Find what cannot be written, and let it go: its lease ends, and somebody tries again."""
        batch, self._tried = self._tried[:MOST_FLUSHED], self._tried[MOST_FLUSHED:]
        for each in batch:
            try:
                await write(self._session, [each], self._known)
            except Unavailable:
                self._tried.append(each)
            except Exception as error:  # noqa: BLE001 - see above
                id_ = str(each.claimed.fact.id)
                _log.error("settling_failed", event_id=id_, trace=list(trace_without_texts(error)))

    async def _flush_all(self) -> None:
        while self._tried:
            with suppress(Unavailable):
                await self._flush()
                continue
            return  # Their leases end, and somebody sends them again.

    async def _finish(self) -> None:
        """Wait for what is under way, as long as an attempt may take; what is not back then is put back."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=LONGEST_ATTEMPT + AFTERWARDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)


_TIME_TO_BEGIN: Final = LEASE.total_seconds() - LONGEST_ATTEMPT - AFTERWARDS


def _lost(lost: Lost, wall: datetime) -> Attempt:
    return Attempt(
        endpoint_id=lost.endpoint_id, event_id=lost.event_id, event_type=lost.event_type, attempt=lost.attempt,
        cause=lost.cause, started_at=wall, duration_ms=0, outcome="lost",
    )  # fmt: skip


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
