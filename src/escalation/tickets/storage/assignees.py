"""Whose assignees are gone? Open tickets in the hand of who does not serve any more, or not at their holder."""

from datetime import timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal, or_, select, text

from escalation.actors import Actor
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.organisation.storage.tables import members, memberships
from escalation.tickets.storage import visibility
from escalation.tickets.storage.tables import tickets

LATELY: Final = timedelta(days=1)
"""A member who lost a role within this time is looked at; the end of service is looked at whenever it was."""


def serves(member_id: ColumnElement[UUID], unit_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether a member is in service and has a role at a unit."""
    role = memberships.c.member_id == member_id, memberships.c.unit_id == unit_id
    return exists().where(*role, members.c.id == member_id, members.c.active)


async def lock_without_assignee(connection: Connection, limit: int) -> list[UUID]:
    """Some of them, locked until the transaction ends; those others work on are left out.

    Goes by members, of whom few have left lately, and not by tickets.
    """
    return [row["id"] for row in await connection.rows(_LOCKED, limit=limit)]


async def count_without_assignee(connection: Connection, actor: Actor, member_id: UUID) -> int:
    """How many of them a member has in hand that the actor may see."""
    counted = await connection.value(_counted(subtree.shape(actor)), member=member_id, **subtree.params(actor))
    return counted if isinstance(counted, int) else 0


_SERVES_THERE: Final = exists().where(
    memberships.c.member_id == members.c.id, memberships.c.unit_id == tickets.c.holder_unit_id
)
_LOCKED: Final = compile_statement(
    select(tickets.c.id)
    .select_from(members.join(tickets, and_(tickets.c.assignee_id == members.c.id, text("tickets.is_open"))))
    .where(or_(~members.c.active, and_(members.c.updated_at > NOW - literal(LATELY), ~_SERVES_THERE)))
    .order_by(tickets.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=tickets)
)


@cache
def _counted(form: subtree.Shape) -> Compiled:
    in_hand = tickets.c.assignee_id == bindparam("member", type_=tickets.c.assignee_id.type)
    is_gone = ~serves(tickets.c.assignee_id, tickets.c.holder_unit_id)
    counted = select(func.count()).select_from(tickets)
    return compile_statement(counted.where(text("tickets.is_open"), in_hand, is_gone, visibility.visible(form)))
