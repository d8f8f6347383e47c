"""What was asked for about a ticket, and how is it decided? Requests of its holder, and orders from above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.identity.storage.people import names_of_principals
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.tickets.domain.ticket import Order, Request, RequestKind
from escalation.tickets.storage import history
from escalation.tickets.storage.order_addressees import OrderAddressee, addressees_of_orders
from escalation.tickets.usecases.ticket_queries import require_sight


@dataclass(frozen=True, slots=True)
class TicketRequests:
    """The requests about a ticket, the units that asked or were suggested, and the names of those who acted."""

    rows: Sequence[Request]
    units: Mapping[UUID, Unit]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TicketOrders:
    """The supervision orders of a ticket, the units that gave them, and the names of those who acted.

    `given_to`: who has to answer each, by its id.
    """

    rows: Sequence[Order]
    given_to: Mapping[UUID, OrderAddressee]
    units: Mapping[UUID, Unit]
    names: Mapping[str, str]


async def requests_of(runtime: Runtime, ticket_id: UUID, actor: Actor) -> TicketRequests:
    """Every request. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        found = await history.list_requests(connection, ticket_id)
        named = {id_ for row in found for id_ in (row.asked_unit_id, row.suggested_unit_id) if id_}
        units = await find_units(connection, named)
        names = await names_of_principals(connection, {who for row in found for who in (row.asked_by, row.decided_by)})
    return TicketRequests(found, units, names)


async def orders_of(runtime: Runtime, ticket_id: UUID, actor: Actor) -> TicketOrders:
    """Every supervision order. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        found = await history.list_orders(connection, ticket_id)
        given_to = await addressees_of_orders(connection, ticket_id)
        units = await find_units(connection, {row.issued_unit_id for row in found})
        names = await names_of_principals(connection, {who for row in found for who in (row.issued_by, row.ended_by)})
    return TicketOrders(found, given_to, units, names)


async def decision_on(runtime: Runtime, request_id: UUID, *, approve: bool) -> tuple[UUID, str]:
    """The ticket of a request and the move that decides it; moving it asks whether the caller may see it.

    Raises `NotFound` if there is no such request.
    """
    async with runtime.database.connection(changes=False) as connection:
        found = await history.ticket_and_kind_of_request(connection, request_id)
    if found is None:
        raise NotFound
    ticket_id, kind = found
    return ticket_id, _MOVES[kind is RequestKind.OBJECTION, approve]


async def ticket_of_order(runtime: Runtime, order_id: UUID) -> UUID:
    """The ticket of a supervision order; moving it asks whether the caller may see it. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        found = await history.ticket_of_order(connection, order_id)
    if found is None:
        raise NotFound
    return found


_MOVES = {
    (True, True): "accept_objection",
    (True, False): "refuse_objection",
    (False, True): "approve_request",
    (False, False): "refuse_request",
}
