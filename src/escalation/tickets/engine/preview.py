"""A preview: what would the clock do next, if it looked now? Nothing is changed, locked or kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.actors import CLOCK
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.decide_deadline import decide_deadline
from escalation.tickets.engine.batch_decisions import Failure, attempt
from escalation.tickets.storage.due_tickets import peek_due
from escalation.tickets.storage.situations import Reading, read_situations

SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Planned:
    """What would happen to one ticket: the action of the clock, or `set_aside` if its decision fails.

    `due_at`: since when the clock has had to look at it. `reason`: the action's reason if it has one, else what will be
    told of it, and for `set_aside` of what kind the error is.
    """

    ticket_id: UUID
    number: str
    action: str
    reason: str
    due_at: datetime


async def dry_run(runtime: Runtime, limit: int = 100) -> list[Planned]:
    """What the next pass would do with the `limit` longest due tickets, in the order of the line.

    Others may be at them meanwhile: what has happened when the answer arrives is not in it.
    """
    async with runtime.database.connection(changes=False) as connection:
        line = {row["id"]: row["wake_at"] for row in await peek_due(connection, limit)}
        readings = await read_situations(connection, list(line), CLOCK) if line else []
        planned = {reading.situation.ticket.id: await _plan(runtime, connection, reading, line) for reading in readings}
    return [planned[ticket_id] for ticket_id in line if ticket_id in planned]


async def _plan(runtime: Runtime, connection: Connection, reading: Reading, line: Mapping[UUID, datetime]) -> Planned:
    ticket = reading.situation.ticket
    answer = await attempt(runtime, connection, reading, decide_deadline)
    if isinstance(answer, Failure):
        return Planned(ticket.id, ticket.number, SET_ASIDE, answer.kind, line[ticket.id])
    told = answer.events[-1]
    return Planned(ticket.id, ticket.number, answer.action, told.reason or told.type, line[ticket.id])
