"""What stands on the printed ticket?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.tickets.domain.definition import State
from escalation.tickets.domain.ticket import HandOver, Ticket
from escalation.tickets.storage.history import list_hand_overs
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.rules import read_rules


@dataclass(frozen=True, slots=True)
class Form:
    """A ticket with its hops, the units it names, and its state in words. `zone` is that of the holder's calendar."""

    ticket: Ticket
    hand_overs: Sequence[HandOver]
    units: Mapping[UUID, Unit]
    state: State
    zone: ZoneInfo

    def local_time(self, moment: datetime | None) -> str:
        """A moment as a clerk reads it, to the minute; empty for none."""
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}" if moment else ""


async def read_form(runtime: Runtime, ticket_id: UUID, actor: Actor) -> Form:
    """Everything on the form. Raises `NotFound` for a ticket the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        readings = await read_situations(connection, [ticket_id], actor)
        if not readings:
            raise NotFound
        rules = await read_rules(runtime, connection, readings[0].versions)
        situation = readings[0].situation
        zone = rules.calendars.of(situation.codes(situation.holder)).zone
        hand_overs = await list_hand_overs(connection, ticket_id)
        named = {id_ for hop in hand_overs for id_ in (hop.from_unit_id, hop.to_unit_id)}
        units = {**situation.units, **await find_units(connection, named)}
    state = rules.workflow.states[situation.ticket.state]
    return Form(situation.ticket, hand_overs, units, state, zone)
