"""Endpoints as stories about the feed need them, what they are owed, and events that are hard to come by."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from escalation.events.domain.matching import pattern
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from tests.feed.feeds import number_events
from tests.support.roles import as_owner
from tests.support.world import World

_ENDPOINT = """
INSERT INTO webhook_endpoints (id, unit_id, unit_path, url, state, state_at, event_types, type_patterns, filter,
  ordering, created_at, created_by, updated_at)
VALUES ($1, $2, $3, 'https://example.org/hook', $4, $5, $6, $7, $8, $9, $5, 'key:test', $5)
"""
_TICKET_EVENT = """
WITH t AS (
  UPDATE tickets SET event_count = event_count + 1, version = version + 1 WHERE id = $1
  RETURNING id, event_count, version
)
INSERT INTO events (id, ticket_id, sequence, type, occurred_at, trigger, action, principal, reason, to_state,
  ticket_version, workflow_version, request_id, data, hash)
SELECT $2, id, event_count, $3, $4, 'person', 'comment', 'key:test', 'a reason', 'registered', version, 1, 'test', $5,
  ''
FROM t
"""
_OTHER_EVENT = """
INSERT INTO events (
  id, opinion_id, endpoint_id, type, occurred_at, record_id, unit_id, trigger, action, principal, request_id, data
)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'person', 'x', 'key:test', 'test', '{}')
"""


async def an_endpoint(
    world: World,
    unit: str,
    *types: str,
    where: Mapping[str, object] | None = None,
    ordering: str = "ticket",
    state: str = "active",
) -> UUID:
    """An endpoint of a unit that asks for these types, of all if none is named, and for tickets of this kind."""
    id_, globs = new_id(), list(types or ("*",))
    async with as_owner(world.runtime.database).connection() as connection:
        now = await read_now(connection)
        patterns = [pattern(glob) for glob in globs]
        await connection.raw.execute(
            _ENDPOINT, id_, world.id(unit), world.units[unit].path, state, now, globs, patterns, where or {}, ordering
        )
    return id_


async def an_event(world: World, ticket: UUID, type_: str = "ticket.commented", **data: object) -> UUID:
    """One more event of a ticket."""
    id_ = new_id()
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(_TICKET_EVENT, ticket, id_, type_, await read_now(connection), data)
    return id_


async def left(world: World, ticket: UUID, *, units: Sequence[str] = (), overseers: Sequence[str] = ()) -> UUID:
    """That these units see a ticket no more."""
    names = {"units": units, "overseers": overseers}
    data = {name: [str(world.id(code)) for code in codes] for name, codes in names.items()}
    return await an_event(world, ticket, "ticket.scope_left", **data)


async def another_event(
    world: World, type_: str, *, opinion: UUID | None = None, endpoint: UUID | None = None, unit: str | None = None
) -> UUID:
    """One about an opinion, an endpoint, or a new record of a unit."""
    id_, of = new_id(), (new_id(), world.id(unit)) if unit else (None, None)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(_OTHER_EVENT, id_, opinion, endpoint, type_, await read_now(connection), *of)
    return id_


async def owed(world: World, endpoint: UUID) -> list[UUID]:
    """The events that an endpoint is owed, oldest first, once all have their places."""
    await number_events(world.runtime)
    async with world.runtime.database.connection() as connection:
        rows = await connection.raw.fetch(
            "SELECT event_id FROM webhook_queue WHERE endpoint_id = $1 ORDER BY feed_pos", endpoint
        )
    return [UUID(str(row["event_id"])) for row in rows]


async def change(world: World, ticket: UUID, **columns: object) -> None:
    """A ticket as it never becomes by itself so quickly."""
    names = ", ".join(f"{name} = ${place}" for place, name in enumerate(columns, start=2))
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(f"UPDATE tickets SET {names} WHERE id = $1", ticket, *columns.values())
