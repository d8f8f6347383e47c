"""What is looked at to verify invariants? Ranges of tickets and opinions, and the life cycles.

All queries of a range see one snapshot; a range is small enough for that snapshot to be short. Every query for an
invariant returns `number` (of a ticket, or what else identifies the thing) and the facts its finding tells.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

import orjson
from sqlalchemy import func, select

from escalation.errors import Param
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.documents.tables import documents
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets

FIRST: Final = UUID(int=0)
LAST: Final = UUID(int=2**128 - 1)
TICK: Final = timedelta(minutes=5)
"""How late the clock may be before somebody should look after the worker."""


@dataclass(frozen=True, slots=True)
class IdRange:
    """A range of ids: after `after`, up to and including `upto`. The last one has no end: nothing is left out."""

    after: UUID
    upto: UUID
    count: int


@dataclass(frozen=True, slots=True)
class LegalMove:
    """What a published life cycle allows: from where, by which action, to where. A new ticket comes from nowhere."""

    version: int
    source: str | None
    action: str
    target: str


@dataclass(frozen=True, slots=True)
class KnownState:
    """A state of a published life cycle.

    `waits`: the clock has to come back to a ticket there; `pauses`: until then no time is used; `merges`: a
    ticket comes there by being merged into another.
    """

    version: int
    state: str
    is_open: bool
    waits: bool
    pauses: bool
    merges: bool


@dataclass(frozen=True, slots=True)
class Lawbook:
    """Everything the published life cycles say, as the JSON that the queries take."""

    moves: bytes
    states: bytes

    @classmethod
    def of(cls, moves: Iterable[LegalMove], states: Iterable[KnownState]) -> Self:
        """Write it up."""
        return cls(orjson.dumps(list(moves)), orjson.dumps(list(states)))


@asynccontextmanager
async def snapshot(connection: Connection) -> AsyncIterator[None]:
    """Everything read inside was true at one moment. Nothing can be written."""
    async with connection.raw.transaction(isolation="repeatable_read", readonly=True):
        yield


async def count_tickets(connection: Connection) -> int:
    """How many tickets there are."""
    return await _count(connection, _TICKETS)


async def count_opinions(connection: Connection) -> int:
    """How many opinions there are."""
    return await _count(connection, _OPINIONS)


async def next_span_of_tickets(connection: Connection, after: UUID, size: int) -> IdRange:
    """The next `size` tickets in the order of their ids."""
    return await _next_span(connection, _TICKET_SPAN, after, size)


async def next_tickets(connection: Connection, after: UUID, size: int) -> list[UUID]:
    """The ids of these."""
    return [row["id"] for row in await connection.rows(_TICKET_SPAN, after=after, size=size)]


async def next_span_of_opinions(connection: Connection, after: UUID, size: int) -> IdRange:
    """The next `size` opinions in the order of their ids."""
    return await _next_span(connection, _OPINION_SPAN, after, size)


async def next_span_of_contact_points(connection: Connection, after: UUID, size: int) -> IdRange:
    """The next `size` contact points in the order of their ids."""
    return await _next_span(connection, _CONTACT_POINT_SPAN, after, size)


async def read_workflows(connection: Connection) -> list[Row]:
    """`version, document` of every published life cycle."""
    return await connection.rows(_WORKFLOWS)


async def find_broken(
    connection: Connection, query: Compiled, span: IdRange, law: Lawbook, now: datetime
) -> list[dict[str, Param]]:
    """The rows of a query for an invariant: what breaks it."""
    given = {"after": span.after, "upto": span.upto, "moves": law.moves, "states": law.states, "late": now - TICK}
    return [dict(row) for row in await connection.rows(query, **given)]


async def _count(connection: Connection, query: Compiled) -> int:
    count = await connection.value(query)
    return count if isinstance(count, int) else 0


async def _next_span(connection: Connection, query: Compiled, after: UUID, size: int) -> IdRange:
    ids = [row["id"] for row in await connection.rows(query, after=after, size=size)]
    return IdRange(after, ids[-1] if len(ids) == size else LAST, len(ids))


_TICKETS: Final = compile_statement(select(func.count()).select_from(tickets))
_OPINIONS: Final = compile_statement(select(func.count()).select_from(opinions))
_WORKFLOWS: Final = compile_statement(
    select(documents.c.version, documents.c.document).where(documents.c.kind == "workflow")
)
_TICKET_SPAN: Final = Compiled("SELECT id FROM tickets WHERE id > $1 ORDER BY id LIMIT $2", ("after", "size"), {})
_OPINION_SPAN: Final = Compiled("SELECT id FROM opinions WHERE id > $1 ORDER BY id LIMIT $2", ("after", "size"), {})
_CONTACT_POINT_SPAN: Final = Compiled(
    "SELECT id FROM contact_points WHERE id > $1 ORDER BY id LIMIT $2", ("after", "size"), {}
)
