"""What stories about deliveries need: endpoints at a receiver, events for them, and workers that are told to stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

from escalation.kit.database.clock import advance, read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.outbound.sender import Sender
from escalation.webhooks.domain.signing import new_v1, parse_v1
from escalation.webhooks.engine.delivery_worker import DeliveryWorker
from escalation.webhooks.storage import secrets
from escalation.webhooks.storage.secrets import Secret
from tests.feed.endpoints import an_endpoint, an_event
from tests.feed.feeds import number_events
from tests.support.makers import a_ticket
from tests.support.receivers import Receiver, local_sender
from tests.support.roles import as_owner
from tests.support.waiting import until
from tests.support.world import World

SECRET = new_v1(bytes(range(32)))


async def at(world: World, receiver: Receiver, unit: str = "K1", *types: str, **settings: object) -> UUID:
    """An endpoint of a unit at a receiver, in good health, that signs with `SECRET`."""
    id_ = await an_endpoint(world, unit, *(types or ("ticket.commented",)))
    async with as_owner(world.runtime.database).connection() as connection:
        columns = {"url": receiver.url, **settings}
        for name, value in columns.items():
            await connection.raw.execute(f"UPDATE webhook_endpoints SET {name} = $2 WHERE id = $1", id_, value)
        await connection.raw.execute("INSERT INTO webhook_health (endpoint_id) VALUES ($1)", id_)
        await _sign(world, connection, id_)
    return id_


async def _sign(world: World, connection: Connection, endpoint: UUID) -> None:
    id_ = new_id()
    sealed = world.runtime.vault.seal(parse_v1(SECRET), owner=secrets.owner(endpoint, id_))
    now = await read_now(connection)
    await secrets.insert_secret(connection, Secret(id_, endpoint, "v1", sealed, None, now, None))


async def some_events(world: World, count: int, unit: str = "V1") -> tuple[UUID, list[UUID]]:
    """A ticket, and events of it that are owed already; in their order."""
    ticket = await a_ticket(world, unit)
    events = [await an_event(world, ticket) for _ in range(count)]
    await number_events(world.runtime)
    return ticket, events


@asynccontextmanager
async def at_work(world: World, workers: int = 1, sender: Sender | None = None) -> AsyncIterator[asyncio.Event]:
    """Workers that deliver for as long as the block; setting the event tells them to stop earlier."""
    stop = asyncio.Event()
    async with sender or local_sender() as client, asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(DeliveryWorker(world.runtime, client).run(stop))
        try:
            yield stop
        finally:
            stop.set()


async def owed(world: World) -> int:
    """How many deliveries are owed in all."""
    count = await world.runtime.database.pool.fetchval("SELECT count(*) FROM webhook_queue")
    assert isinstance(count, int)
    return count


async def until_nothing_is_owed(world: World) -> None:
    """Wait for it."""
    await until(lambda: _is_owed_nothing(world))


async def until_tried(world: World, count: int) -> None:
    """Wait until so many attempts are in the log."""

    async def tried() -> bool:
        found = await world.runtime.database.pool.fetchval("SELECT count(*) FROM webhook_attempts")
        return isinstance(found, int) and found >= count

    await until(tried)


async def turn_until_nothing_is_owed(world: World, *, most: int, **by: float) -> None:
    """Let time pass whenever nothing is left to do at that time, so often at most, until everything has arrived."""
    turns = 0

    async def is_done() -> bool:
        nonlocal turns
        if await _can_only_wait(world):
            assert turns < most
            turns += 1
            await turn(world, **by)
        return await _is_owed_nothing(world)

    await until(is_done)


async def _is_owed_nothing(world: World) -> bool:
    return not await owed(world)


async def _can_only_wait(world: World) -> bool:
    """Whether nothing is under way, and nothing that is next for its ticket is due at an endpoint that is tried."""
    found = await world.runtime.database.pool.fetchval("""
        WITH next AS (
          SELECT DISTINCT ON (endpoint_id, subject_id) * FROM webhook_queue ORDER BY endpoint_id, subject_id, feed_pos
        ), moment AS (
          SELECT clock_timestamp() + advanced_by AS now FROM clock
        )
        SELECT count(*) FROM next JOIN webhook_health h USING (endpoint_id), moment m
        WHERE next.state = 1 OR (next.due_at <= m.now AND coalesce(h.open_until, '-infinity') <= m.now)
    """)
    return bool(found == 0)


async def turn(world: World, **by: float) -> None:
    """Turn the clock forward."""
    async with world.runtime.database.connection() as connection:
        await advance(connection, timedelta(**by))
