"""How do messages leave? A message worker claims what is due, of each carrier by itself, and settles what came of it.

    claim (one short transaction) ->  write  ->  send, no connection held  ->  settle, in one statement

Each carrier has a task of its own: one that hangs holds up nobody else. A carrier that fails is left alone for a while,
by each process for itself.
"""

import asyncio
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Counter

from escalation.errors import Unavailable, trace_without_texts
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.kit.runtime.context import Runtime
from escalation.messages.domain.carrier_health import NEW, carrier_after, on_trial, open_until
from escalation.messages.engine.outlets import BUDGET, Outlet
from escalation.messages.storage.claims import claim_alike, claim_messages, list_carriers
from escalation.messages.storage.settlement import MessageState, Settled, settle
from escalation.messages.usecases.site import MessageSite
from escalation.messages.usecases.writing import Outgoing, SurveyCode, write_messages
from escalation.webhooks.domain.health import Breaker, Health
from escalation.webhooks.domain.retry_decision import RetryVerdict, decide_retry

BATCH: Final = 200
ALIKE: Final = 2_000
"""Messages that are claimed besides, to be told in one with others of their kind."""
PIECE: Final = 40
"""Messages that are sent before it is written down what came of them."""
IDLE: Final = 1.0
FAILED_REST: Final = 2.0

_SETTLED = Counter("escalation_messages_total", "What came of attempts to send a message.", ["by", "outcome"])
_UNWRITTEN: Final = DeliveryOutcome(Kind.OURS, None, 0)
_log = structlog.get_logger(__name__)


class MessageWorker:
    """One worker's share in sending messages."""

    def __init__(
        self, runtime: Runtime, site: MessageSite, outlets: Mapping[str, Outlet], survey_code: SurveyCode | None = None
    ) -> None:
        """`outlets`: by carrier, as far as its first colon. What has none waits."""
        self._runtime = runtime
        self.site = site
        self._outlets = outlets
        self._survey_code = survey_code
        self._health: dict[str, Health] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stirred = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set and what is under way has ended."""
        waking = asyncio.create_task(self._wake_at(stop))
        while not stop.is_set():
            self._stirred.clear()
            try:
                await self.look()
            except Unavailable as refusal:
                _log.warning("messages_wait_for_database", code=refusal.code)
            except Exception as error:  # noqa: BLE001 - a worker that dies in silence would be a notice that never comes
                _log.error("message_step_failed", trace=list(trace_without_texts(error)))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), IDLE)
        waking.cancel()
        await asyncio.gather(waking, *self._running.values(), return_exceptions=True)

    def wake(self) -> None:
        """Look at once: something has fallen due."""
        self._stirred.set()

    async def look(self) -> None:
        """Begin with every carrier by which something is due, and with which nobody is busy here."""
        async with self._runtime.database.connection() as connection:
            due = await list_carriers(connection)
            now = await read_now(connection)
        for carrier in due:
            if carrier in self._running or self._outlet(carrier) is None or self._rests(carrier, now):
                continue
            task = self._running[carrier] = asyncio.create_task(self._carry(carrier))
            task.add_done_callback(partial(self._forget, carrier))

    async def step(self, carrier: str) -> int:
        """Claim of one carrier what is due, send it, settle it; how many messages that were."""
        outlet = self._outlet(carrier)
        if outlet is None:
            return 0
        lease_id, trial = new_id(), on_trial(self._health.get(carrier, NEW))
        if trial is not None:
            self._health[carrier] = trial
        async with self._runtime.database.connection() as connection:
            async with connection.transaction():
                ids, moment = await claim_messages(connection, carrier, BATCH if trial is None else 1, lease_id)
                if ids and trial is None:
                    ids += await claim_alike(connection, ids, ALIKE)
            if not ids:
                return 0
            written = await write_messages(connection, self._runtime, self.site, ids, moment, self._survey_code)
            settled = [*written.settled, *(_settled(id_, _UNWRITTEN, 1) for id_ in written.unwritten)]
            if settled:
                await settle(connection, lease_id, settled)
        await self._send(carrier, outlet, written.outgoing, lease_id)
        return len(ids)

    async def _send(self, carrier: str, outlet: Outlet, outgoing: Sequence[Outgoing], lease_id: UUID) -> None:
        """Piece by piece, each written down before the next one: what a crash lets come twice is one piece at most."""
        began = monotonic()
        for first in range(0, len(outgoing), PIECE):
            piece = outgoing[first : first + PIECE]
            goes_on = monotonic() - began < BUDGET and not (first and self._is_open(carrier))
            await self._settle(
                carrier, piece, await outlet.deliver(piece) if goes_on else [None] * len(piece), lease_id
            )

    async def _settle(
        self, carrier: str, piece: Sequence[Outgoing], outcomes: Sequence[DeliveryOutcome | None], lease_id: UUID
    ) -> None:
        settled: list[Settled] = []
        for each, outcome in zip(piece, outcomes, strict=True):
            became = _settled(each.id, outcome, each.attempt)
            settled += [became._replace(id=id_) for id_ in each.messages]
        async with self._runtime.database.connection() as connection:
            await settle(connection, lease_id, settled)
            now = await read_now(connection)
        self._health[carrier] = carrier_after(self._health.get(carrier, NEW), carrier, outcomes, now)
        for outcome in outcomes:
            _SETTLED.labels(carrier.partition(":")[0], outcome.kind if outcome else "untried").inc()

    async def _carry(self, carrier: str) -> None:
        """Go on with one carrier until nothing is due, it has to rest, or something fails.

        A trial goes on until something was sent: what is not told now, or not at all, says nothing of the carrier.
        """
        try:
            while await self.step(carrier) and self._health.get(carrier, NEW).breaker != Breaker.OPEN:
                pass
        except Unavailable as refusal:
            _log.warning("messages_wait_for_database", code=refusal.code)
            await asyncio.sleep(FAILED_REST)
        except Exception as error:  # noqa: BLE001 - it is tried again; its leases end by themselves
            _log.error("message_step_failed", trace=list(trace_without_texts(error)))
            await asyncio.sleep(FAILED_REST)

    def _forget(self, carrier: str, _task: asyncio.Task[None]) -> None:
        self._running.pop(carrier, None)

    def _outlet(self, carrier: str) -> Outlet | None:
        return self._outlets.get(carrier.partition(":")[0])

    def _rests(self, carrier: str, now: datetime) -> bool:
        return open_until(self._health.get(carrier, NEW), now) is not None

    def _is_open(self, carrier: str) -> bool:
        return on_trial(self._health.get(carrier, NEW)) is not None

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.wake()


def _settled(id_: UUID, outcome: DeliveryOutcome | None, attempt: int) -> Settled:
    """What becomes of a message: what becomes of a delivery; and of its channel, if there is no such address."""
    if outcome is None:
        return Settled(id_, MessageState.WAITING, charged=False)
    decision = decide_retry(outcome, attempt, random.random())  # noqa: S311 - spreads retries
    match decision.verdict:
        case RetryVerdict.DONE:
            return Settled(id_, MessageState.SENT)
        case RetryVerdict.AGAIN:
            return Settled(id_, MessageState.WAITING, outcome.kind, decision.wait, decision.charged)
        case RetryVerdict.DEAD:
            return Settled(id_, MessageState.FAILED, decision.reason, gone=outcome.kind is Kind.GONE)
