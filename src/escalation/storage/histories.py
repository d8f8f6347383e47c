"""What has happened to a ticket? Its events, hand-overs and joint tasks."""

from dataclasses import fields
from uuid import UUID

from sqlalchemy import bindparam, select

from escalation.storage.database import Connection, compile_statement
from escalation.storage.tables import events, hand_overs, joint_tasks
from escalation.workflow.chain import SealedEvent
from escalation.workflow.situation import HandOver, JointTask

_EVENTS = compile_statement(
    select(*(events.c[field.name] for field in fields(SealedEvent)))
    .where(events.c.ticket_id == bindparam("ticket"), events.c.sequence > bindparam("after"))
    .order_by(events.c.sequence)
    .limit(bindparam("limit"))
)
_HAND_OVERS = compile_statement(
    select(*(hand_overs.c[field.name] for field in fields(HandOver)))
    .where(hand_overs.c.ticket_id == bindparam("ticket"))
    .order_by(hand_overs.c.n)
)
_JOINT_TASKS = compile_statement(
    select(*(joint_tasks.c[field.name] for field in fields(JointTask)))
    .where(joint_tasks.c.ticket_id == bindparam("ticket"))
    .order_by(joint_tasks.c.created_at, joint_tasks.c.id)
)
_TICKET_OF_TASK = compile_statement(select(joint_tasks.c.ticket_id).where(joint_tasks.c.id == bindparam("task")))


async def list_events(connection: Connection, ticket_id: UUID, *, after: int, limit: int) -> list[SealedEvent]:
    """A ticket's events behind a sequence number, oldest first."""
    rows = await connection.rows(_EVENTS, ticket=ticket_id, after=after, limit=limit)
    return [SealedEvent(*row) for row in rows]


async def list_hand_overs(connection: Connection, ticket_id: UUID) -> list[HandOver]:
    """A ticket's hand-overs, oldest first, withdrawn ones included."""
    return [HandOver(*row) for row in await connection.rows(_HAND_OVERS, ticket=ticket_id)]


async def list_joint_tasks(connection: Connection, ticket_id: UUID) -> list[JointTask]:
    """A ticket's joint tasks, oldest first, finished ones included."""
    return [JointTask(*row) for row in await connection.rows(_JOINT_TASKS, ticket=ticket_id)]


async def ticket_of_joint_task(connection: Connection, joint_task_id: UUID) -> UUID | None:
    """The ticket that a joint task belongs to."""
    found = await connection.value(_TICKET_OF_TASK, task=joint_task_id)
    return found if isinstance(found, UUID) else None
