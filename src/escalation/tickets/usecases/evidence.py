"""How does a ticket's history learn of a file (evidence)? By a decision like any other, in the caller's transaction."""

from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound, StaleVersion
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.evidence import decide_on_evidence, require_work
from escalation.tickets.domain.ticket import Json
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.situations import Reading, read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.transition import ATTEMPTS


async def require_work_on(runtime: Runtime, connection: Connection, ticket_id: UUID, actor: Actor) -> None:
    """Raise `NotFound`, `ForbiddenAction` or `TransitionNotAllowed` unless the actor may attach something now."""
    reading = await _read(connection, ticket_id, actor)
    require_work(reading.situation, actor, await read_rules(runtime, connection, reading.versions))


async def record_evidence(
    runtime: Runtime, connection: Connection, ticket_id: UUID, actor: Actor, command: Command, facts: Json
) -> None:
    """Put into the ticket's history that a file was attached or removed.

    Raises what `require_work_on` raises, and `StaleVersion` if the ticket is moved again and again meanwhile.
    """
    for _ in range(ATTEMPTS):
        reading = await _read(connection, ticket_id, actor)
        rules = await read_rules(runtime, connection, reading.versions)
        if await apply(connection, [decide_on_evidence(reading.situation, actor, command, facts, rules)]):
            return
    raise StaleVersion


async def _read(connection: Connection, ticket_id: UUID, actor: Actor) -> Reading:
    readings = await read_situations(connection, [ticket_id], actor)
    if not readings:
        raise NotFound
    return readings[0]
