"""What belongs to a ticket, for one page of a front end? The ticket and its parts, read at once (ticket page)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.attachments.storage.attachment_lists import list_of_ticket
from escalation.attachments.storage.attachments import Attachment
from escalation.errors import NotFound
from escalation.identity.storage.people import names_of_people, names_of_principals
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage import opinions
from escalation.opinions.storage.opinions import Opinion
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.tickets.domain.actions import Action, Choices
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request
from escalation.tickets.storage import history
from escalation.tickets.storage.order_addressees import OrderAddressee, addressees_of_orders
from escalation.tickets.storage.situations import Reading, read_situations
from escalation.tickets.usecases.actions import possible_actions
from escalation.tickets.usecases.clock import Clock, explained
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.ticket_queries import people_in, units_in
from escalation.tickets.usecases.ticket_view import TicketView

FIRST_PAGE: Final = 50
"""Events and attachments on a page; those behind them have a list of their own."""


MOST_OPINIONS: Final = 20
"""On a page: each is a text of its own."""


class TicketPart(StrEnum):
    """What a ticket can be asked for with."""

    OPINIONS = "opinions"
    ATTACHMENTS = "attachments"
    HAND_OVERS = "hand_overs"
    JOINT_TASKS = "joint_tasks"
    REQUESTS = "requests"
    ORDERS = "orders"
    EVENTS = "events"
    ACTIONS = "actions"
    CLOCK = "clock"


@dataclass(slots=True)
class TicketDetails:
    """A ticket with the parts that were asked for; `None` stands for one that was not.

    `units`: those that the parts name; `people` and `members` by their ids, `principals` as histories have them.
    """

    view: TicketView
    opinions: Sequence[Opinion] | None = None
    attachments: Sequence[Attachment] | None = None
    hand_overs: Sequence[HandOver] | None = None
    joint_tasks: Sequence[JointTask] | None = None
    requests: Sequence[Request] | None = None
    orders: Sequence[Order] | None = None
    given_to: Mapping[UUID, OrderAddressee] = field(default_factory=dict)
    events: Sequence[SealedEvent] | None = None
    actions: Sequence[Action] | None = None
    clock: Clock | None = None
    units: Mapping[UUID, Unit] = field(default_factory=dict)
    people: Mapping[UUID, str] = field(default_factory=dict)
    principals: Mapping[str, str] = field(default_factory=dict)


async def read_ticket_page(
    runtime: Runtime, ticket_id: UUID, actor: Actor, parts: Collection[TicketPart]
) -> TicketDetails:
    """The ticket, and one statement for each part; units and names are looked up once for all of them.

    Whoever may see the ticket may see what belongs to it, but for opinions and attachments, which are looked at one by
    one. Raises `NotFound` if there is no ticket that the actor may see.
    """
    async with runtime.database.connection(changes=False) as connection:
        readings = await read_situations(connection, [ticket_id], actor)
        if not readings:
            raise NotFound
        situation = readings[0].situation
        page = TicketDetails(TicketView(situation.ticket, situation.units, situation.now))
        await _read_history(connection, page, ticket_id, parts)
        await _read_what_hangs_on_it(connection, page, ticket_id, actor, parts)
        await _read_what_follows(runtime, connection, page, readings[0], actor, parts)
        await _read_names(connection, page)
    return page


async def _read_history(
    connection: Connection, page: TicketDetails, ticket_id: UUID, parts: Collection[TicketPart]
) -> None:
    if TicketPart.HAND_OVERS in parts:
        page.hand_overs = await history.list_hand_overs(connection, ticket_id)
    if TicketPart.JOINT_TASKS in parts:
        page.joint_tasks = await history.list_joint_tasks(connection, ticket_id)
    if TicketPart.REQUESTS in parts:
        page.requests = await history.list_requests(connection, ticket_id)
    if TicketPart.ORDERS in parts:
        page.orders = await history.list_orders(connection, ticket_id)
        page.given_to = await addressees_of_orders(connection, ticket_id) if page.orders else {}
    if TicketPart.EVENTS in parts:
        page.events = await history.list_events(connection, ticket_id, after=0, limit=FIRST_PAGE + 1)


async def _read_what_hangs_on_it(
    connection: Connection, page: TicketDetails, ticket_id: UUID, actor: Actor, parts: Collection[TicketPart]
) -> None:
    """Of these the caller may see some and not others."""
    if TicketPart.OPINIONS in parts:
        page.opinions = await opinions.list_of_ticket(connection, actor, ticket_id, after=None, limit=MOST_OPINIONS + 1)
    if TicketPart.ATTACHMENTS in parts:
        page.attachments = await list_of_ticket(connection, actor, ticket_id, after=None, limit=FIRST_PAGE + 1)


async def _read_what_follows(
    runtime: Runtime, connection: Connection, page: TicketDetails, reading: Reading, actor: Actor,
    parts: Collection[TicketPart],
) -> None:  # fmt: skip
    if TicketPart.ACTIONS in parts:
        rules = await read_rules(runtime, connection, reading.versions)
        choices = Choices(reading.situation, actor, rules)
        page.actions = await possible_actions(runtime, connection, choices, actor)
    if TicketPart.CLOCK in parts:
        asked = page.requests or await history.list_requests(connection, reading.situation.ticket.id)
        page.clock = await explained(runtime, connection, reading, asked)


async def _read_names(connection: Connection, page: TicketDetails) -> None:
    events = page.events or ()
    units, people = {*_units_of(page), *units_in(events)}, people_in(events)
    principals = {principal for principal in _principals_of(page) if principal}
    page.units = await find_units(connection, units) if units else {}
    page.people = await names_of_people(connection, people)
    page.principals = await names_of_principals(connection, principals)


def _units_of(page: TicketDetails) -> Iterator[UUID]:
    yield from (id_ for hop in page.hand_overs or () for id_ in (hop.from_unit_id, hop.to_unit_id))
    yield from (task.unit_id for task in page.joint_tasks or ())
    yield from (id_ for each in page.requests or () for id_ in (each.asked_unit_id, each.suggested_unit_id) if id_)
    yield from (order.issued_unit_id for order in page.orders or ())


def _principals_of(page: TicketDetails) -> Iterator[str | None]:
    yield from (who for hop in page.hand_overs or () for who in (hop.sent_by, hop.signed_by))
    yield from (task.ended_by for task in page.joint_tasks or ())
    yield from (who for each in page.requests or () for who in (each.asked_by, each.decided_by))
    yield from (who for order in page.orders or () for who in (order.issued_by, order.ended_by))
