"""Which actions may somebody take now? Those that the life cycle allows them, and for which there is a target."""

from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.actions import Action, Choices
from escalation.tickets.domain.fields import FieldKind
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.storage.unit_candidates import without_target
from escalation.tickets.usecases.merge_candidates import find_merge_candidates
from escalation.tickets.usecases.rules import read_rules


async def list_actions(runtime: Runtime, ticket_id: UUID, actor: Actor) -> tuple[Action, ...]:
    """What the actor may do with a ticket now. One round trip, and one for each kind of target. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await possible_actions(
            runtime, connection, await read_choices(runtime, connection, ticket_id, actor), actor
        )


async def possible_actions(
    runtime: Runtime, connection: Connection, choices: Choices, actor: Actor
) -> tuple[Action, ...]:
    """The actions that are allowed and have something to name."""
    return choices.actions(without=await _impossible(runtime, connection, choices, actor))


async def read_choices(runtime: Runtime, connection: Connection, ticket_id: UUID, actor: Actor) -> Choices:
    """What the ticket as it stands allows the actor. Raises `NotFound`."""
    readings = await read_situations(connection, [ticket_id], actor)
    if not readings:
        raise NotFound
    (reading,) = readings
    return Choices(reading.situation, actor, await read_rules(runtime, connection, reading.versions))


async def _impossible(runtime: Runtime, connection: Connection, choices: Choices, actor: Actor) -> frozenset[str]:
    """The actions with nothing that they could name."""
    targets = choices.targets()
    others = [target for target in targets if target.kind is not FieldKind.TICKET]
    holder = choices.case.ticket.holder_unit_id
    found = await without_target(connection, others, holder) if others else frozenset()
    for target in targets:
        if target.kind is FieldKind.TICKET:
            page = await find_merge_candidates(runtime, connection, choices, target, actor)
            # Where none of the first would do and there are more, one of these may.
            found |= frozenset() if page.lines or page.goes_on_behind else {target.action}
    return found
