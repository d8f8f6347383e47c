"""Transactions that write events of tickets, held up where it hurts; and the cursors that people try first."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from escalation.actors import Actor
from escalation.feed.storage.pages import EVERYTHING, read_page
from escalation.kit.database.connection import Connection, Database
from tests.support.roles import as_owner

Seen = tuple[UUID, int]
"""One event: of which ticket, and which of its events."""

# As the one door does it: the ticket's row first, which the next one has to wait for.
_WRITTEN = """
WITH t AS (
  UPDATE tickets SET event_count = event_count + 1, version = version + 1 WHERE id = $1
  RETURNING id, event_count, version
), e AS (
  INSERT INTO events (id, ticket_id, sequence, type, occurred_at, trigger, action, principal, to_state, ticket_version,
    workflow_version, request_id, data, hash)
  SELECT gen_random_uuid(), id, event_count, 'ticket.commented', clock_timestamp(), 'person', 'comment', 'key:test',
    'registered', version, 1, 'test', '{}', ''
  FROM t RETURNING n, ticket_id, sequence
)
INSERT INTO control.events (n, ticket_id, sequence) SELECT n, ticket_id, sequence FROM e RETURNING sequence
"""
_CONTROL = """
DROP SCHEMA IF EXISTS control CASCADE;
CREATE SCHEMA control;
CREATE TABLE control.events (
  n bigint PRIMARY KEY, xid xid8 NOT NULL DEFAULT pg_current_xact_id(), ticket_id uuid, sequence int
);
GRANT USAGE ON SCHEMA control TO PUBLIC;
GRANT ALL ON control.events TO PUBLIC;
"""


@asynccontextmanager
async def controls(database: Database) -> AsyncIterator[None]:
    """Meanwhile every event is also written down with the transaction that wrote it, which the feed does not need."""
    async with as_owner(database).connection() as connection:
        await connection.raw.execute(_CONTROL)
    try:
        yield
    finally:
        async with as_owner(database).connection() as connection:
            await connection.raw.execute("DROP SCHEMA control CASCADE")


async def write_event(connection: Connection, ticket: UUID) -> Seen:
    """One more event of a ticket."""
    return ticket, int(await connection.raw.fetchval(_WRITTEN, ticket))


async def take_a_number(connection: Connection) -> None:
    """Begin to be known as a transaction, before anything is written."""
    await connection.raw.fetchval("SELECT pg_current_xact_id()::text")


@dataclass(slots=True)
class FeedReader:
    """A reader of the feed, by place."""

    actor: Actor
    place: int = 0
    seen: list[Seen] = field(default_factory=list)

    async def poll(self, connection: Connection) -> None:
        read = await read_page(connection, self.actor, EVERYTHING, after=self.place, limit=50)
        self.place = read.upto
        self.seen += [(UUID(str(fact.ticket_id)), int(str(fact.sequence))) for fact in read.facts]


@dataclass(slots=True)
class NumberReader:
    """The first cursor that people try: the highest number seen."""

    n: int = 0
    seen: list[Seen] = field(default_factory=list)

    async def poll(self, connection: Connection) -> None:
        rows = await connection.raw.fetch("SELECT * FROM control.events WHERE n > $1 ORDER BY n LIMIT 50", self.n)
        self.n = rows[-1]["n"] if rows else self.n
        self.seen += [(row["ticket_id"], row["sequence"]) for row in rows]


@dataclass(slots=True)
class TransactionReader:
    """The second one: transaction and number, of transactions before which none is under way any more."""

    xid: str = "0"
    n: int = 0
    seen: list[Seen] = field(default_factory=list)

    async def poll(self, connection: Connection) -> None:
        rows = await connection.raw.fetch(
            "SELECT xid::text AS xid, n, ticket_id, sequence FROM control.events"
            " WHERE (xid, n) > ($1::text::xid8, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot())"
            " ORDER BY control.events.xid, n LIMIT 50",
            self.xid,
            self.n,
        )
        if rows:
            self.xid, self.n = rows[-1]["xid"], rows[-1]["n"]
        self.seen += [(row["ticket_id"], row["sequence"]) for row in rows]


def missed(written: Sequence[Seen], seen: Sequence[Seen]) -> int:
    """How many events were never seen."""
    return len(set(written) - set(seen))


def repeated(seen: Sequence[Seen]) -> int:
    """How many were seen again."""
    return len(seen) - len(set(seen))


def inverted(seen: Sequence[Seen]) -> int:
    """How many were seen after one that comes later in the life of the same ticket."""
    latest: dict[UUID, int] = {}
    count = 0
    for ticket, sequence in seen:
        count += sequence < latest.get(ticket, 0)
        latest[ticket] = max(sequence, latest.get(ticket, 0))
    return count
