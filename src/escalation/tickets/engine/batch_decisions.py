"""How does the clock decide many tickets and write them, so that one that fails holds up no other?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import structlog

from escalation.errors import trace_without_texts
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.storage.apply import REFUSED, apply
from escalation.tickets.storage.due_tickets import set_aside
from escalation.tickets.storage.situations import Reading
from escalation.tickets.usecases.rules import read_rules

D = TypeVar("D", bound=Decision | None)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A ticket that could not be decided, or whose decision the database refuses; `error`: of what kind it was."""

    ticket_id: UUID
    version: int
    error: Exception

    @property
    def kind(self) -> str:
        """What an incident says of it: never the error's text, which may quote a citizen."""
        return type(self.error).__name__


async def attempt(
    runtime: Runtime, connection: Connection, reading: Reading, decide: Callable[[Situation, Rules], D]
) -> D | Failure:
    """What `decide` says about one ticket by the rules in force for it, or why it says nothing."""
    ticket = reading.situation.ticket
    try:
        return decide(reading.situation, await read_rules(runtime, connection, reading.versions))
    except Exception as error:  # noqa: BLE001 - a ticket that cannot be decided is set aside and never blocks the line
        return Failure(ticket.id, ticket.version, error)


async def write(connection: Connection, decisions: Sequence[Decision]) -> tuple[frozenset[UUID], list[Failure]]:
    """Write decisions about tickets that this transaction has locked, and say which were written.

    All at once; or one by one if the database refuses one of them, to find out which.
    """
    try:
        if done := await apply(connection, decisions, held=True):
            return done, []
    except REFUSED:
        pass
    done, failed = frozenset[UUID](), list[Failure]()
    for decision in decisions:
        try:
            done |= await apply(connection, [decision], held=True)
        except REFUSED as error:
            failed.append(Failure(decision.ticket.id, decision.read_version, error))
    return done, failed


async def set_all_aside(connection: Connection, failed: Sequence[Failure]) -> None:
    """Put them out of the line for a while, on record and in the log."""
    for failure in failed:
        trace = list(trace_without_texts(failure.error))
        _log.error("deadline_failed", ticket=str(failure.ticket_id), version=failure.version, trace=trace)
        await set_aside(connection, failure.ticket_id, failure.kind)
