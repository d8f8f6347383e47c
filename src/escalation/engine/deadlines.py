"""What does the clock do? It claims tickets whose time has come, decides each, and writes all in one statement.

The rows stay locked from claim to commit, so a ticket is decided by one worker at a time, and a worker that dies leaves
nothing half done.
"""

from dataclasses import dataclass
from uuid import UUID

import structlog
from prometheus_client import Counter, Histogram

from escalation.errors import trace_without_texts
from escalation.storage.apply import apply
from escalation.storage.database import Connection
from escalation.storage.situations import Reading, read_situations
from escalation.storage.sweep import claim_due, set_aside
from escalation.usecases.session import Session
from escalation.workflow.case import Decision
from escalation.workflow.decide import decide_deadline
from escalation.workflow.situation import CLOCK

BATCH = 200
_log = structlog.get_logger(__name__)

_HANDLED = Counter("escalation_deadlines_total", "Tickets the clock looked at, by what it did.", ["action"])
_LAG = Histogram(
    "escalation_deadline_lag_seconds",
    "How late the clock looked at a ticket.",
    buckets=(1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400),
)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one pass did: tickets claimed, decisions written, tickets set aside because deciding them failed."""

    claimed: int
    applied: int
    set_aside: int


async def step(session: Session) -> bool:
    """One pass; whether there may be more to do at once."""
    return (await sweep(session)).claimed == BATCH


async def sweep(session: Session, *, batch: int = BATCH) -> Swept:
    """Look at the `batch` longest due tickets that nobody else looks at, and move each at most one step.

    A ticket whose decision raises is set aside with an incident and does not hold up the others.
    """
    async with session.database.transaction() as connection:
        claimed = {row["id"]: row["lag"].total_seconds() for row in await claim_due(connection, batch)}
        if not claimed:
            return Swept(0, 0, 0)
        decisions, failed = await _decide(session, connection, list(claimed))
        for ticket_id, error in failed.items():
            await set_aside(connection, ticket_id, error)
        applied = await apply(connection, decisions)
    for lag in claimed.values():
        _LAG.observe(lag)
    for decision in decisions:
        _HANDLED.labels(decision.action).inc()
    _HANDLED.labels("set_aside").inc(len(failed))
    return Swept(len(claimed), len(applied), len(failed))


async def _decide(session: Session, connection: Connection, ids: list[UUID]) -> tuple[list[Decision], dict[UUID, str]]:
    decisions: list[Decision] = []
    failed: dict[UUID, str] = {}
    for reading in await read_situations(connection, ids, CLOCK):
        ticket = reading.situation.ticket
        try:
            decisions.append(await _decide_one(session, connection, reading))
        except Exception as error:  # noqa: BLE001 - a ticket that cannot be decided is set aside and never blocks the line
            trace = list(trace_without_texts(error))
            _log.error("deadline_failed", ticket=str(ticket.id), version=ticket.version, trace=trace)
            failed[ticket.id] = type(error).__name__
    return decisions, failed


async def _decide_one(session: Session, connection: Connection, reading: Reading) -> Decision:
    return decide_deadline(reading.situation, await session.rulebook.rules(connection, reading.versions))
