"""Whose assignees are gone? Open tickets in the hand of who does not serve any more, or not at their holder."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, literal, or_, select, text

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Connection, compile_statement
from escalation.organisation.storage.tables import members, memberships
from escalation.tickets.storage.tables import tickets

LATELY: Final = timedelta(days=1)
"""A member who lost a role within this time is looked at; the end of service is looked at whenever it was."""

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


async def lock_without_assignee(connection: Connection, limit: int) -> list[UUID]:
    """Some of them, locked until the transaction ends; those others work on are left out.

    Goes by members, of whom few have left lately, and not by tickets.
    """
    return [row["id"] for row in await connection.rows(_LOCKED, limit=limit)]
