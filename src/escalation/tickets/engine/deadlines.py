"""What does the clock do? It claims tickets whose time has come, decides each, and writes all in one statement.

The rows stay locked from claim to commit, so a ticket is decided by one worker at a time, and a worker that dies leaves
nothing half done.
"""

import asyncio
from collections import Counter as Tally
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from uuid import UUID

from prometheus_client import Counter, Histogram

from escalation.actors import CLOCK
from escalation.kit.database.connection import Connection, Row
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.decide_deadline import decide_deadline
from escalation.tickets.domain.draft import Decision
from escalation.tickets.engine.batch_decisions import Failure, attempt, set_all_aside, write
from escalation.tickets.storage.due_tickets import FROM_THE_FIRST, claim_due, next_wait
from escalation.tickets.storage.situations import read_situations

BATCH: Final = 200
DECIDING: Final = 2.0
"""Seconds after which no more tickets of a batch are decided: others may be waiting for those that are locked."""
SLACK: Final = timedelta(minutes=1)
LOOK_BACK: Final = 60.0
"""Seconds after which the line is looked at from its beginning again."""
LONGEST_REST: Final = 1.0
"""Seconds between two looks when nothing is known to come: whoever turns a sandbox's clock is watching."""
_SHORTEST_REST: Final = 0.2
_AT_A_STRETCH: Final = 25

_ACTIONS = Counter("escalation_deadlines_total", "Decisions of the clock that were written, by action.", ["action"])
_LOOKED = Counter(
    "escalation_sweep_tickets_total",
    "Tickets the clock claimed, by what became of them: done, set_aside (the decision failed), moved (meanwhile, by"
    " somebody else), postponed (the batch took too long).",
    ["outcome"],
)
_LAG = Histogram(
    "escalation_deadline_lag_seconds",
    "How late the clock looked at a ticket.",
    buckets=(1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400),
)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one pass did: tickets claimed, decisions written, tickets set aside because deciding them failed.

    `upto`: where in the line the pass ended. `again_at`: the earliest moment at which one of these tickets wants to be
    looked at again, which may be past: after an outage each step takes a pass.
    """

    claimed: int
    applied: int
    set_aside: int
    upto: datetime | None = None
    again_at: datetime | None = None


class DeadlineWorker:
    """One worker on its way along the line, that knows how far it came.

    It looks on from there; at what was put in the line before that place, it looks within a minute.
    """

    def __init__(self, batch: int = BATCH) -> None:
        """Begin with the first in line."""
        self._batch = batch
        self._since = FROM_THE_FIRST
        self._looked_back_at = monotonic()
        self._is_behind = False

    @property
    def since(self) -> datetime:
        """Where the next pass begins."""
        return self._since

    async def step(self, runtime: Runtime) -> bool:
        """Look once; whether there may be more to do at once."""
        await self.look(runtime)
        return self._is_behind

    async def look(self, runtime: Runtime) -> Swept:
        """One pass."""
        if monotonic() - self._looked_back_at >= LOOK_BACK:
            self._since, self._looked_back_at = FROM_THE_FIRST, monotonic()
        swept = await sweep(runtime, batch=self._batch, since=self._since)
        if swept.upto is not None:
            self._since = max(self._since, swept.upto - SLACK)
        if swept.again_at is not None:
            self._since = min(self._since, swept.again_at)
        self._is_behind = swept.claimed == self._batch
        return swept

    async def rest(self, runtime: Runtime) -> float:
        """Seconds until somebody is next in line. What is late already, another worker is at."""
        async with runtime.database.connection(changes=False) as connection:
            wait = await next_wait(connection, since=self._since)
        return LONGEST_REST if wait is None else min(max(wait.total_seconds(), _SHORTEST_REST), LONGEST_REST)


async def sweep(runtime: Runtime, *, batch: int = BATCH, since: datetime = FROM_THE_FIRST) -> Swept:
    """Look at the `batch` longest due tickets that nobody else looks at, and move each at most one step.

    A ticket whose decision raises, or cannot be written, is set aside with an incident and does not hold up the others.
    """
    async with runtime.database.transaction() as connection:
        claimed = await claim_due(connection, batch, since=since)
        if not claimed:
            return Swept(0, 0, 0)
        decisions, failed = await _decide(runtime, connection, [row["id"] for row in claimed])
        done, refused = await write(connection, decisions)
        failed += refused
        await set_all_aside(connection, failed)
    written = [decision for decision in decisions if decision.ticket.id in done]
    aside = {failure.ticket_id for failure in failed}
    _count(claimed, decisions, written, aside)
    left = [row["wake_at"] for row in claimed if row["id"] not in done | aside]
    woken = [decision.ticket.wake_at for decision in written if decision.ticket.wake_at is not None]
    return Swept(len(claimed), len(done), len(aside), claimed[-1]["wake_at"], min([*left, *woken], default=None))


async def _decide(runtime: Runtime, connection: Connection, ids: list[UUID]) -> tuple[list[Decision], list[Failure]]:
    decisions: list[Decision] = []
    failed: list[Failure] = []
    started = monotonic()
    for nth, reading in enumerate(await read_situations(connection, ids, CLOCK)):
        if monotonic() - started > DECIDING:
            break
        if nth % _AT_A_STRETCH == 0:
            await asyncio.sleep(0)  # Requests to the same process wait no longer than for these.
        match await attempt(runtime, connection, reading, decide_deadline):
            case Decision() as decision:
                decisions.append(decision)
            case Failure() as failure:
                failed.append(failure)
    return decisions, failed


def _count(
    claimed: Sequence[Row], decisions: Sequence[Decision], written: Sequence[Decision], aside: Collection[UUID]
) -> None:
    for row in claimed:
        _LAG.observe(row["lag"].total_seconds())
    for action, times in Tally(decision.action for decision in written).items():
        _ACTIONS.labels(action).inc(times)
    decided = {decision.ticket.id for decision in decisions}
    _LOOKED.labels("done").inc(len(written))
    _LOOKED.labels("set_aside").inc(len(aside))
    _LOOKED.labels("moved").inc(len(decided.difference(aside)) - len(written))
    _LOOKED.labels("postponed").inc(len({row["id"] for row in claimed}.difference(decided, aside)))
