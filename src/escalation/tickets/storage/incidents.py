"""Which tickets could the clock not decide? On record until somebody, or the clock itself, decides them after all."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select, tuple_, update

from escalation.actors import Actor
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.tickets.storage import visibility
from escalation.tickets.storage.incident_tables import incidents
from escalation.tickets.storage.tables import tickets


@dataclass(frozen=True, slots=True)
class Incident:
    """A decision that raised. `error`: of what kind it was, never its text. `tries`: how often it was tried since.

    `next_try_at`: when the clock looks at the ticket again.
    """

    id: int
    ticket_id: UUID
    number: str
    ticket_version: int
    error: str
    at: datetime
    tries: int
    next_try_at: datetime | None


async def list_open(
    connection: Connection, actor: Actor, *, after: tuple[datetime, int] | None, limit: int
) -> list[Incident]:
    """Incidents of tickets that the actor may see and that nobody has decided since, newest first.

    `after`: time and id of the last one that the caller has. No other table is asked for what is over: the version of
    a ticket grows with every decision.
    """
    place = {"after_at": after[0], "after_id": after[1]} if after else {}
    statement = _page(subtree.shape(actor), goes_on=after is not None)
    rows = await connection.rows(statement, **subtree.params(actor), **place, limit=limit)
    return [Incident(*row) for row in rows]


async def resolve_decided(connection: Connection) -> int:
    """Close the incidents of tickets that were decided since. How many there were."""
    return await connection.run(_RESOLVE)


async def count_open(connection: Connection) -> int:
    """How many incidents are open, of whatever ticket."""
    count = await connection.value(_COUNT)
    return count if isinstance(count, int) else 0


_IS_OPEN: Final = and_(incidents.c.resolved_at.is_(None), incidents.c.ticket_version == tickets.c.version)
_OPEN: Final = (
    select(
        incidents.c.id,
        incidents.c.ticket_id,
        tickets.c.number,
        incidents.c.ticket_version,
        incidents.c.error,
        incidents.c.at,
        tickets.c.failed_decisions,
        tickets.c.wake_at,
    )
    .join(tickets, tickets.c.id == incidents.c.ticket_id)
    .where(_IS_OPEN)
    .order_by(incidents.c.at.desc(), incidents.c.id.desc())
)
_COUNT: Final = compile_statement(
    select(func.count()).select_from(incidents.join(tickets, tickets.c.id == incidents.c.ticket_id)).where(_IS_OPEN)
)
_RESOLVE: Final = compile_statement(
    update(incidents)
    .where(
        incidents.c.resolved_at.is_(None),
        incidents.c.ticket_id == tickets.c.id,
        incidents.c.ticket_version < tickets.c.version,
    )
    .values(resolved_at=NOW)
)


@cache
def _page(form: subtree.Shape, *, goes_on: bool) -> Compiled:
    """A page of open incidents, newest first."""
    statement = _OPEN.where(visibility.visible(form))
    if goes_on:
        there = tuple_(
            bindparam("after_at", type_=incidents.c.at.type), bindparam("after_id", type_=incidents.c.id.type)
        )
        statement = statement.where(tuple_(incidents.c.at, incidents.c.id) < there)
    return compile_statement(statement.limit(bindparam("limit")))
