"""What has happened to a ticket? Its events, hand-overs, joint tasks, requests and supervision orders."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.events.storage.tables import events
from escalation.kit.database.connection import Connection, compile_statement
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, RequestKind
from escalation.tickets.storage.tables import hand_overs, joint_tasks, orders, requests, tickets

_EVENTS = compile_statement(
    select(*(events.c[name] for name in SealedEvent._fields))
    .where(events.c.ticket_id == bindparam("ticket"), events.c.sequence > bindparam("after"))
    .order_by(events.c.sequence)
    .limit(bindparam("limit"))
)
_HAND_OVERS = compile_statement(
    select(*(hand_overs.c[name] for name in HandOver._fields))
    .where(hand_overs.c.ticket_id == bindparam("ticket"))
    .order_by(hand_overs.c.n)
)
_HAND_OVERS_OF = compile_statement(
    select(*(hand_overs.c[name] for name in HandOver._fields))
    .where(hand_overs.c.ticket_id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))))
    .order_by(hand_overs.c.ticket_id.desc(), hand_overs.c.n)
)
_JOINT_TASKS = compile_statement(
    select(*(joint_tasks.c[name] for name in JointTask._fields))
    .where(joint_tasks.c.ticket_id == bindparam("ticket"))
    .order_by(joint_tasks.c.created_at, joint_tasks.c.id)
)
_REQUESTS = compile_statement(
    select(*(requests.c[name] for name in Request._fields))
    .where(requests.c.ticket_id == bindparam("ticket"))
    .order_by(requests.c.asked_at, requests.c.id)
)
_ORDERS = compile_statement(
    select(*(orders.c[name] for name in Order._fields))
    .where(orders.c.ticket_id == bindparam("ticket"))
    .order_by(orders.c.issued_at, orders.c.id)
)
_TICKET_AND_KIND = compile_statement(
    select(requests.c.ticket_id, requests.c.kind).where(requests.c.id == bindparam("request"))
)
_TICKET_OF_ORDER = compile_statement(select(orders.c.ticket_id).where(orders.c.id == bindparam("order")))
_NUMBERED = compile_statement(select(tickets.c.id).where(tickets.c.number == bindparam("number")))
_TICKET_OF_TASK = compile_statement(select(joint_tasks.c.ticket_id).where(joint_tasks.c.id == bindparam("task")))


async def list_events(connection: Connection, ticket_id: UUID, *, after: int, limit: int) -> list[SealedEvent]:
    """A ticket's events behind a sequence number, oldest first."""
    rows = await connection.rows(_EVENTS, ticket=ticket_id, after=after, limit=limit)
    return [SealedEvent(*row) for row in rows]


async def list_hand_overs(connection: Connection, ticket_id: UUID) -> list[HandOver]:
    """A ticket's hand-overs, oldest first, withdrawn ones included."""
    return [HandOver(*row) for row in await connection.rows(_HAND_OVERS, ticket=ticket_id)]


async def hand_overs_of_tickets(connection: Connection, ids: Sequence[UUID]) -> list[HandOver]:
    """The hand-overs of these tickets, those of a ticket together and oldest first."""
    return [HandOver(*row) for row in await connection.rows(_HAND_OVERS_OF, ids=list(ids))]


async def list_joint_tasks(connection: Connection, ticket_id: UUID) -> list[JointTask]:
    """A ticket's joint tasks, oldest first, finished ones included."""
    return [JointTask(*row) for row in await connection.rows(_JOINT_TASKS, ticket=ticket_id)]


async def ticket_of_joint_task(connection: Connection, joint_task_id: UUID) -> UUID | None:
    """The ticket that a joint task belongs to."""
    found = await connection.value(_TICKET_OF_TASK, task=joint_task_id)
    return found if isinstance(found, UUID) else None


async def list_requests(connection: Connection, ticket_id: UUID) -> list[Request]:
    """What was asked for about a ticket, oldest first, whatever became of it."""
    return [Request(*row) for row in await connection.rows(_REQUESTS, ticket=ticket_id)]


async def list_orders(connection: Connection, ticket_id: UUID) -> list[Order]:
    """A ticket's supervision orders, oldest first, ended ones included."""
    return [Order(*row) for row in await connection.rows(_ORDERS, ticket=ticket_id)]


async def ticket_and_kind_of_request(connection: Connection, request_id: UUID) -> tuple[UUID, RequestKind] | None:
    """The ticket that a request belongs to, and what was asked for."""
    row = await connection.row(_TICKET_AND_KIND, request=request_id)
    return (row["ticket_id"], RequestKind(row["kind"])) if row else None


async def ticket_of_order(connection: Connection, order_id: UUID) -> UUID | None:
    """The ticket that a supervision order belongs to."""
    found = await connection.value(_TICKET_OF_ORDER, order=order_id)
    return found if isinstance(found, UUID) else None


async def ticket_numbered(connection: Connection, number: str) -> UUID | None:
    """The ticket with this number."""
    found = await connection.value(_NUMBERED, number=number)
    return found if isinstance(found, UUID) else None
