"""A copy that is kept by `sort=updated` misses nothing, whoever writes how slowly, and whatever the clock decides."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random
from typing import Final
from uuid import UUID

import pytest

from escalation.kit.database.clock import read_now
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage import lists
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.world import World

WRITERS, CHANGES = 8, 25
Seen = dict[UUID, int]
CHANGED: Final = """
UPDATE tickets SET version = version + 1, event_count = event_count + 1, updated_at = $2 WHERE id = $1
"""


class Copy:
    """A client that keeps a copy as docs/integrating.md says, from the highest `updated_at` it has seen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: Seen = {}
        self.since: datetime | None = None

    async def catch_up(self) -> None:
        after = None
        while True:
            async with self.world.runtime.database.connection(changes=False) as connection:
                page = await lists.list_tickets(
                    connection, self.world.actor("C", "office"), Filters(updated_since=self.since), sort=Sort.UPDATED,
                    after=after, limit=20,
                )  # fmt: skip
            for line in page.lines:
                self.seen[line.ticket.id] = line.ticket.version
                self.since = max(self.since or line.ticket.updated_at, line.ticket.updated_at)
            if page.goes_on_behind is None:
                return
            after = page.goes_on_behind


@asynccontextmanager
async def a_change(world: World, ticket: UUID) -> AsyncIterator[None]:
    """A change that was decided, and is written, but not committed before the end."""
    async with as_owner(world.runtime.database).connection() as connection:
        decided_at = await read_now(connection)
        async with connection.transaction():
            await connection.raw.execute(CHANGED, ticket, decided_at)
            yield


async def test_what_is_written_before_and_seen_after_comes_in_a_later_page(world: World) -> None:
    slow, fast = [await a_ticket(world, "V1") for _ in range(2)]
    copy = Copy(world)
    await copy.catch_up()
    assert copy.seen == {slow: 1, fast: 1}
    async with a_change(world, slow):
        async with a_change(world, fast):
            pass
        await copy.catch_up()
        assert copy.seen == {slow: 1, fast: 1}
    await copy.catch_up()
    assert copy.seen == {slow: 2, fast: 2}


async def test_what_is_taken_back_holds_nobody_up(world: World) -> None:
    one, other = [await a_ticket(world, "V1") for _ in range(2)]
    copy = Copy(world)
    with pytest.raises(asyncio.CancelledError):
        async with a_change(world, one):
            raise asyncio.CancelledError
    async with a_change(world, other):
        pass
    await copy.catch_up()
    assert copy.seen == {one: 1, other: 2}


async def test_many_changes_of_one_transaction_take_one_lock(world: World) -> None:
    tickets = [await a_ticket(world, "V1") for _ in range(20)]
    async with as_owner(world.runtime.database).transaction() as connection:
        for ticket in tickets:
            await connection.raw.execute(CHANGED, ticket, await read_now(connection))
        assert (
            await connection.raw.fetchval(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            == 1
        )


async def lost_by_a_copy(world: World) -> int:
    """Changes that a copy does not have in the end, of tickets that many change while it reads."""
    chance, copy, written = Random(7), Copy(world), dict[UUID, int]()
    tickets = [await a_ticket(world, "V1") for _ in range(WRITERS * CHANGES)]
    await copy.catch_up()
    known = dict(copy.seen)
    done = asyncio.Event()

    async def write(mine: list[UUID]) -> None:
        for ticket in mine:
            async with a_change(world, ticket):
                await asyncio.sleep(chance.choice([0, 0.002, 0.02]))
            written[ticket] = known[ticket] + 1

    async def read() -> None:
        while not done.is_set():
            await copy.catch_up()

    reading = asyncio.create_task(read())
    await asyncio.gather(*(write(tickets[nth::WRITERS]) for nth in range(WRITERS)))
    done.set()
    await reading
    await copy.catch_up()
    return sum(copy.seen[ticket] != version for ticket, version in written.items())


async def test_a_copy_loses_none_of_two_hundred_changes(world: World) -> None:
    assert await lost_by_a_copy(world) == 0


async def test_a_copy_has_all_that_the_clock_decided_in_a_batch(world: World) -> None:
    """What is decided at one moment is written while others are written and read."""
    tickets = [await a_ticket(world, "V1") for _ in range(60)]
    copy = Copy(world)
    await copy.catch_up()
    await world.advance(days=20)

    async def others() -> None:
        for ticket in tickets[:10]:
            async with a_change(world, ticket):
                await copy.catch_up()

    await asyncio.gather(others(), sweep(world.runtime))
    await copy.catch_up()
    rows = await world.runtime.database.pool.fetch("SELECT id, version FROM tickets")
    assert copy.seen == {row["id"]: row["version"] for row in rows}


# -- Controls ----------------------------------------------------------------------------------------------------------


async def test_in_the_order_of_decisions_a_copy_loses_some(world: World) -> None:
    for trigger in ("tickets_made", "tickets_changed"):
        await world.runtime.database.pool.execute(f"DROP TRIGGER {trigger} ON tickets")
    try:
        assert await lost_by_a_copy(world) > 0
    finally:
        await restore(world)


async def test_stamps_alone_lose_some_if_nobody_says_that_they_are_writing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "settled_until", read_now)
    assert await lost_by_a_copy(world) > 0


async def restore(world: World) -> None:
    """The triggers as the migration makes them."""
    for statement in TRIGGERS:
        await world.runtime.database.pool.execute(statement)


TRIGGERS: Final = (
    "CREATE TRIGGER tickets_made BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION stamp_change()",
    """
    CREATE TRIGGER tickets_changed BEFORE UPDATE ON tickets FOR EACH ROW
      WHEN (OLD.updated_at IS DISTINCT FROM NEW.updated_at) EXECUTE FUNCTION stamp_change()
    """,
)
