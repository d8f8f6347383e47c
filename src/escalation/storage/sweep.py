"""Which tickets has the clock to look at now? Claimed under a row lock that no two workers hold at once."""

from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import INTERVAL

from escalation.storage.database import Connection, Row, compile_statement
from escalation.storage.tables import incidents, tickets
from escalation.storage.time import NOW

# After the lock PostgreSQL checks the WHERE clause again on the newest row: what moved meanwhile drops out.
_CLAIM = compile_statement(
    select(tickets.c.id, (NOW - tickets.c.wake_at).label("lag"))
    .where(tickets.c.wake_at <= NOW)
    .order_by(tickets.c.wake_at)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=tickets)
)
_SHORTEST, _LONGEST = 60, 86_400


async def claim_due(connection: Connection, limit: int) -> list[Row]:
    """`id, lag` of the longest due tickets, locked until the transaction ends; those others work on are left out."""
    return await connection.rows(_CLAIM, limit=limit)


async def set_aside(connection: Connection, ticket_id: UUID, error: str) -> None:
    """Put a ticket whose decision raised out of the line: twice as long each time, and on record."""
    seconds = func.least(_SHORTEST * func.power(2, func.least(tickets.c.failed_decisions, 20)), _LONGEST)
    wait = func.make_interval(0, 0, 0, 0, 0, 0, seconds, type_=INTERVAL)
    postponed = (
        update(tickets)
        .where(tickets.c.id == ticket_id)
        .values(wake_at=NOW + wait, failed_decisions=tickets.c.failed_decisions + 1)
        .returning(tickets.c.version)
    )
    version = await connection.value(postponed)
    values = {"ticket_id": ticket_id, "ticket_version": version, "error": error, "at": NOW}
    await connection.run(insert(incidents).values(values))
