"""Which tickets are due, for the clock to look at now? Claimed under a row lock that no two workers hold at once."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, insert, literal_column, select, text, update
from sqlalchemy.dialects.postgresql import INTERVAL

from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import Connection, Row, compile_statement
from escalation.tickets.storage.incident_tables import incidents
from escalation.tickets.storage.tables import tickets

FROM_THE_FIRST: Final = datetime.min.replace(tzinfo=UTC)
"""Leaves nobody out."""


def _due() -> Select[tuple[UUID, datetime | None, timedelta]]:
    """The longest due tickets, of those that are not to be looked at before `since`.

    The lower bound is for the index alone: what was looked at lately leaves dead entries at its head, and as long as
    some snapshot is kept open every poll would have to step over all of them.
    """
    return (
        select(tickets.c.id, tickets.c.wake_at, (NOW - tickets.c.wake_at).label("lag"))
        .where(tickets.c.wake_at >= bindparam("since", type_=Moment), tickets.c.wake_at <= NOW)
        .order_by(tickets.c.wake_at)
        .limit(bindparam("limit"))
    )


# After the lock PostgreSQL checks the WHERE clause again on the newest row: what moved meanwhile drops out.
_CLAIM: Final = compile_statement(_due().with_for_update(skip_locked=True, of=tickets))
_PEEK: Final = compile_statement(_due())
_NEXT: Final = compile_statement(
    select((tickets.c.wake_at - NOW).label("wait"))
    .where(tickets.c.wake_at >= bindparam("since", type_=Moment))
    .order_by(tickets.c.wake_at)
    .limit(1)
)
# Written out, as the partial index has it.
_STUCK: Final = compile_statement(
    select(func.count()).select_from(tickets).where(text("tickets.stuck"), text("tickets.is_open"))
)
MOST_COUNTED: Final = 100_000
"""Open tickets that are counted at once: from the one that is due first, so that what is late is among them."""

_OPEN: Final = (
    select(tickets.c.level, (tickets.c.next_due_at <= NOW).label("late"))
    .where(tickets.c.is_open)
    .order_by(tickets.c.next_due_at)
    .limit(literal_column(str(MOST_COUNTED)))
    .subquery("open")
)
_COUNTED: Final = compile_statement(
    select(_OPEN.c.level, _OPEN.c.late, func.count().label("count")).group_by(_OPEN.c.level, _OPEN.c.late)
)
_SHORTEST, _LONGEST = 60, 86_400


async def claim_due(connection: Connection, limit: int, *, since: datetime = FROM_THE_FIRST) -> list[Row]:
    """`id, wake_at, lag` of the longest due tickets, locked until the transaction ends.

    Those others work on are left out, and those that should have been looked at before `since`.
    """
    return await connection.rows(_CLAIM, limit=limit, since=since)


async def peek_due(connection: Connection, limit: int) -> list[Row]:
    """`id, wake_at, lag` of the longest due tickets, whoever works on them; nothing is locked."""
    return await connection.rows(_PEEK, limit=limit, since=FROM_THE_FIRST)


async def next_wait(connection: Connection, *, since: datetime = FROM_THE_FIRST) -> timedelta | None:
    """How long until the clock has to look at a ticket, negative if it is late; `None` if there is nothing to come."""
    wait = await connection.value(_NEXT, since=since)
    return wait if isinstance(wait, timedelta) else None


async def count_stuck(connection: Connection) -> int:
    """How many open tickets are stuck at the top."""
    count = await connection.value(_STUCK)
    return count if isinstance(count, int) else 0


async def count_open(connection: Connection) -> dict[tuple[int, bool], int]:
    """How many tickets are open, by level and whether they are late; at most `MOST_COUNTED` in all, the late first."""
    return {(row["level"], row["late"]): row["count"] for row in await connection.rows(_COUNTED)}


async def set_aside(connection: Connection, ticket_id: UUID, error: str) -> None:
    """Put a ticket whose decision raised out of the line: twice as long each time, and on record."""
    version = await connection.value(_POSTPONED, ticket=ticket_id)
    await connection.run(_RECORDED, ticket=ticket_id, version=version, error=error)


_SECONDS: Final = func.least(_SHORTEST * func.power(2, func.least(tickets.c.failed_decisions, 20)), _LONGEST)
_WAIT: Final = func.make_interval(0, 0, 0, 0, 0, 0, _SECONDS, type_=INTERVAL)
_TICKET: Final = bindparam("ticket", type_=tickets.c.id.type)
_POSTPONED: Final = compile_statement(
    update(tickets)
    .where(tickets.c.id == _TICKET)
    .values(wake_at=NOW + _WAIT, failed_decisions=tickets.c.failed_decisions + 1)
    .returning(tickets.c.version)
)
_RECORDED: Final = compile_statement(
    insert(incidents).values(ticket_id=_TICKET, ticket_version=bindparam("version"), error=bindparam("error"), at=NOW)
)
