"""What is delivered in part 3? Comments on tickets, told to endpoints that all see all of them."""

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import Final
from uuid import UUID

from bench.transitions.measured import KEY
from escalation.feed.storage.sequencing import sequence
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Database
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.storage import secrets
from escalation.webhooks.storage.fan_out import FAN_OUT
from escalation.webhooks.storage.secrets import Secret

TURNS: Final = 1_000
"""Comments that one call may add to a ticket: their numbers begin with `turn` times as many."""

_BATCH: Final = 1_000
_EVENTS: Final = f"""
INSERT INTO events (id, ticket_id, sequence, type, occurred_at, trigger, action, principal, reason, to_state,
  ticket_version, workflow_version, request_id, data, hash)
SELECT gen_random_uuid(), t.id, 1000000 + $1 * {TURNS} + i, 'ticket.commented', clock_timestamp(), 'person', 'comment',
  'key:bench', repeat('x', 120), 'in_progress', t.version, 1, 'bench', '{{"text": "x"}}', ''
FROM (SELECT id, version FROM tickets ORDER BY id OFFSET $2 LIMIT $3) t CROSS JOIN generate_series(1, $4) i ORDER BY i
"""
_ENDPOINT: Final = """
INSERT INTO webhook_endpoints (id, unit_id, unit_path, url, state, state_at, event_types, type_patterns, max_in_flight,
  created_at, created_by, updated_at)
SELECT $1, id, path, $2, 'active', $3, '{ticket.*}', '{ticket.%}', 32, $3, 'bench', $3 FROM units
WHERE parent_id IS NULL
"""


async def add_endpoints(database: Database, urls: Sequence[str]) -> list[UUID]:
    """One endpoint for each URL, with a secret to sign with."""
    made: list[UUID] = []
    async with database.connection() as connection:
        now = await read_now(connection)
        for url, id_, secret_id in ((url, new_id(), new_id()) for url in urls):
            await connection.raw.execute(_ENDPOINT, id_, url, now)
            await connection.raw.execute("INSERT INTO webhook_health (endpoint_id) VALUES ($1)", id_)
            sealed = Vault(KEY).seal(bytes(range(32)), owner=secrets.owner(id_, secret_id))
            await secrets.insert_secret(connection, Secret(secret_id, id_, "v1", sealed, None, now, None))
            made.append(id_)
    return made


async def only(database: Database, active: Sequence[UUID]) -> None:
    """Let these endpoints be told and no others, as if nothing had ever happened."""
    await database.pool.execute("TRUNCATE webhook_queue, webhook_tails, webhook_attempts, webhook_dead, webhook_health")
    await database.pool.execute("INSERT INTO webhook_health (endpoint_id) SELECT id FROM webhook_endpoints")
    await database.pool.execute(
        "UPDATE webhook_endpoints SET state = CASE WHEN id = ANY ($1) THEN 'active' ELSE 'paused' END", list(active)
    )


async def add_events(database: Database, turn: int, tickets: int, each: int, *, at: int = 0) -> None:
    """So many comments on each of so many tickets, from the `at`th on. `turn`: another one each time."""
    await database.pool.execute(_EVENTS, turn, at, tickets, each)


async def number_all(database: Database) -> None:
    """Give every event its place, with the deliveries that are owed."""
    async with database.connection() as connection:
        while await sequence(connection, _BATCH, FAN_OUT):
            pass


async def keep_adding(database: Database, rate: int, tickets: int, *, seconds: float, turn: int) -> None:
    """Ten commits a second, each with a tenth of the events, one a ticket."""
    until, at, n = monotonic() + seconds, 0, 0
    while (now := monotonic()) < until:
        each = max(rate // 10, 1)
        await add_events(database, turn * 100 + n % 1000, each, 1, at=at)
        at, n = (at + each) % max(tickets - each, 1), n + 1
        await asyncio.sleep(max(0.0, 0.1 - (monotonic() - now)))


async def until_quiet(database: Database) -> None:
    """Wait until everything is numbered and delivered."""
    await until_no("SELECT FROM events WHERE feed_pos IS NULL", database)
    await until_no("SELECT FROM webhook_queue", database)


async def until_no(rows: str, database: Database, *values: object) -> None:
    """Wait until a query finds nothing."""
    while await database.pool.fetchval(f"SELECT EXISTS ({rows})", *values):  # noqa: ASYNC110 - only asking tells
        await asyncio.sleep(0.01)


async def lateness(database: Database, endpoints: Sequence[UUID]) -> list[float]:
    """Seconds from the commit of an event to the answer, for everything that these endpoints were told."""
    rows = await database.pool.fetch(
        "SELECT extract(epoch FROM a.started_at - e.occurred_at)::float8 + a.duration_ms / 1000.0::float8"
        " FROM webhook_attempts a JOIN events e ON e.id = a.event_id"
        " WHERE a.outcome = 'ok' AND a.endpoint_id = ANY ($1)",
        list(endpoints),
    )
    return sorted(row[0] for row in rows)
