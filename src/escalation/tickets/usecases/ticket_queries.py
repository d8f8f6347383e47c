"""What may a caller see of many tickets, and of one ticket's history?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.identity.storage.people import names_of_people, names_of_principals
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.tickets.domain.event_references import references_in
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.ticket import HandOver, JointTask
from escalation.tickets.storage import history, lists
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Count, Place, count_tickets
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.ticket_filters import WantedFilters, check_filters
from escalation.tickets.usecases.ticket_view import TicketView


async def list_tickets(
    runtime: Runtime, actor: Actor, wanted: WantedFilters, *, sort: Sort, after: Place | None, limit: int
) -> tuple[Sequence[TicketView], Place | None]:
    """One page, at most `limit` long, and behind which place the list goes on; `None` at its end.

    Raises `ValidationFailed` for a filter that names what is not there.
    """
    async with runtime.database.connection(changes=False) as connection:
        filters = await check_filters(connection, actor, wanted)
        page = await lists.list_tickets(connection, actor, filters, sort=sort, after=after, limit=limit)
    return [TicketView(line.ticket, line.units, line.now) for line in page.lines], page.goes_on_behind


async def names_of_assignees(runtime: Runtime, page: Sequence[TicketView]) -> Mapping[UUID, str]:
    """What those are called who have the tickets of a page in hand, by the ids of members. One round trip at most."""
    ids = {view.ticket.assignee_id for view in page if view.ticket.assignee_id}
    if not ids:
        return {}
    async with runtime.database.connection(changes=False) as connection:
        return await names_of_people(connection, ids)


async def count(runtime: Runtime, actor: Actor, wanted: WantedFilters) -> Count:
    """How many there are, looking at no more than `MOST_COUNTED + 1`. Raises `ValidationFailed` as the list does."""
    async with runtime.database.connection(changes=False) as connection:
        filters = await check_filters(connection, actor, wanted)
        return await count_tickets(connection, actor, filters)


async def events_of(runtime: Runtime, ticket_id: UUID, actor: Actor, *, after: int, limit: int) -> list[SealedEvent]:
    """A page of the history. Raises `NotFound` for a ticket the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        return await history.list_events(connection, ticket_id, after=after, limit=limit)


@dataclass(frozen=True, slots=True)
class TicketHistory:
    """A page of events, with the units, and the names of people and members by their ids, of whom they tell."""

    events: Sequence[SealedEvent]
    units: Mapping[UUID, Unit]
    names: Mapping[UUID, str]


async def history_of(runtime: Runtime, ticket_id: UUID, actor: Actor, *, after: int, limit: int) -> TicketHistory:
    """A page of the history, and who the people in it are. Raises `NotFound` for a ticket the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        found = await history.list_events(connection, ticket_id, after=after, limit=limit)
        units = await find_units(connection, units_in(found))
        return TicketHistory(found, units, await names_of_people(connection, people_in(found)))


def units_in(events: Sequence[SealedEvent]) -> set[UUID]:
    """The units of whom events tell, and at which somebody acted."""
    acting = {event.actor_unit_id for event in events if event.actor_unit_id}
    return acting | {id_ for event in events for id_ in references_in(event.data).units}


def people_in(events: Sequence[SealedEvent]) -> set[UUID]:
    """The people and members of whom events tell, and who acted."""
    acting = {id_ for event in events for id_ in (event.actor_person_id, event.actor_member_id) if id_}
    return acting | {id_ for event in events for id_ in references_in(event.data).members}


@dataclass(frozen=True, slots=True)
class HandOvers:
    """The hops of a ticket, the units between which it went, and the names of those who sent and signed."""

    rows: Sequence[HandOver]
    units: Mapping[UUID, Unit]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class JointTasks:
    """The joint tasks of a ticket, the units that were asked, and the names of those who ended them."""

    rows: Sequence[JointTask]
    units: Mapping[UUID, Unit]
    names: Mapping[str, str]


async def hand_overs_of(runtime: Runtime, ticket_id: UUID, actor: Actor) -> HandOvers:
    """Every hop with its receipt. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        found = await history.list_hand_overs(connection, ticket_id)
        units = await find_units(connection, {id_ for row in found for id_ in (row.from_unit_id, row.to_unit_id)})
        names = await names_of_principals(connection, {who for row in found for who in (row.sent_by, row.signed_by)})
    return HandOvers(found, units, names)


async def joint_tasks_of(runtime: Runtime, ticket_id: UUID, actor: Actor) -> JointTasks:
    """Every joint task. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        found = await history.list_joint_tasks(connection, ticket_id)
        units = await find_units(connection, {row.unit_id for row in found})
        names = await names_of_principals(connection, {row.ended_by for row in found})
    return JointTasks(found, units, names)


async def ticket_of_joint_task(runtime: Runtime, joint_task_id: UUID) -> UUID:
    """The ticket a joint task belongs to; moving it asks whether the caller may see it. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        found = await history.ticket_of_joint_task(connection, joint_task_id)
    if found is None:
        raise NotFound
    return found


async def require_sight(connection: Connection, ticket_id: UUID, actor: Actor) -> None:
    """Raise `NotFound` for a ticket the actor may not see."""
    if not await read_situations(connection, [ticket_id], actor):
        raise NotFound
