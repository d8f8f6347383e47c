"""How does a ticket change at somebody's word? Read, decide, apply; and again if somebody else was faster."""

from collections.abc import Callable, Collection
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound, StaleVersion
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, replay, to_keep
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.warnings import warnings_of
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.last_answers import find_last
from escalation.tickets.storage.situations import Named, Reading, read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.ticket_view import TicketView

ATTEMPTS = 3
Render = Callable[[TicketView], StoredResponse]


async def transition(
    runtime: Runtime,
    ticket_id: UUID,
    actor: Actor,
    command: Command,
    *,
    render: Render,
    expected: Collection[int] | None = None,
    once: IdempotentRequest | None = None,
    validate_only: bool = False,
) -> StoredResponse:
    """Move a ticket. With the clock's sweep, the only way a ticket changes. Two round trips, three of a merger.

    `expected`: the versions the caller decided on; with any other this raises `StaleVersion` instead of deciding anew.
    `once`: repeated, the same answer is given and nothing is done. `validate_only`: the answer without the change.
    Raises `NotFound` for a ticket the actor may not see, and whatever `decide` refuses.
    """
    named = named_by(command, once)
    async with runtime.database.connection() as connection:
        for _ in range(ATTEMPTS):
            readings = await read_situations(connection, [ticket_id], actor, named)
            if not readings:
                return await _last_answer(runtime, connection, ticket_id, once)
            reading = readings[0]
            if once is not None and reading.answer is not None:
                return replay(runtime, once, reading.answer)
            if expected is not None and reading.situation.ticket.version not in expected:
                raise StaleVersion
            rules = await read_rules(runtime, connection, reading.versions, into=reading.into)
            decision = decide(reading.situation, actor, command, rules)
            situation = reading.situation
            warnings = warnings_of(situation, decision)
            view = TicketView(decision.ticket, situation.units, situation.now, warnings)
            reply = render(view)
            keep = to_keep(runtime, once, reply, reading.situation.now)
            if validate_only or await apply(connection, [decision], answer=keep):
                return reply
    raise StaleVersion


async def get_ticket(runtime: Runtime, ticket_id: UUID, actor: Actor) -> TicketView:
    """One ticket. Raises `NotFound` if there is none that the actor may see."""
    async with runtime.database.connection(changes=False) as connection:
        situation = (await _read(connection, ticket_id, actor)).situation
    return TicketView(situation.ticket, situation.units, situation.now)


async def _last_answer(
    runtime: Runtime, connection: Connection, ticket_id: UUID, once: IdempotentRequest | None
) -> StoredResponse:
    """The answer to a move by which its caller lost sight of the ticket, as long as nobody has moved it since.

    Raises `NotFound` if there is none.
    """
    stored = await find_last(connection, once.principal, once.key, ticket_id) if once is not None else None
    if once is None or stored is None:
        raise NotFound
    return replay(runtime, once, stored)


async def _read(connection: Connection, ticket_id: UUID, actor: Actor) -> Reading:
    readings = await read_situations(connection, [ticket_id], actor)
    if not readings:
        raise NotFound
    return readings[0]


def named_by(command: Command, once: IdempotentRequest | None) -> Named:
    """What has to be read along with a ticket for a command."""
    unit_id = command.uuid("unit_id")
    wanted = (unit_id, command.uuid("suggested_unit_id"), *(line.unit_id for line in command.joint_units))
    return Named(
        units=tuple(id_ for id_ in wanted if id_ is not None),
        unit_wanted=unit_id is not None,
        joint_task_id=command.uuid("joint_task_id"),
        into_ticket_id=command.uuid("into_ticket_id"),
        member_id=command.uuid("member_id"),
        key=once.key if once else None,
    )
