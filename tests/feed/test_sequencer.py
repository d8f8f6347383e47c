"""Places in the feed: none is left out, none is given twice, and the events of a ticket come in order."""

import asyncio
import random
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest
from prometheus_client import REGISTRY

from escalation.feed.engine import sequencer as engine
from escalation.feed.engine.sequencer import BATCH, Sequencer
from escalation.feed.storage.pages import EVERYTHING, read_page
from escalation.feed.storage.sequencing import Sequenced, _statement, find_extent, find_work, sequence
from escalation.kit.database.connection import Connection, Database
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.feed.feeds import number_events
from tests.feed.writers import (
    FeedReader,
    NumberReader,
    Seen,
    TransactionReader,
    controls,
    inverted,
    missed,
    repeated,
    take_a_number,
    write_event,
)
from tests.support.makers import a_ticket
from tests.support.waiting import until
from tests.support.world import World

WRITERS, EACH = 8, 40


@pytest.fixture(autouse=True)
async def _controls(database: Database) -> AsyncIterator[None]:
    async with controls(database):
        yield


@pytest.fixture
async def one(database: Database) -> AsyncIterator[Connection]:
    async with database.connection() as connection:
        yield connection


@pytest.fixture
async def other(database: Database) -> AsyncIterator[Connection]:
    async with database.connection() as connection:
        yield connection


@pytest.fixture
async def ticket(world: World) -> UUID:
    """One that everybody's cursors are behind."""
    made = await a_ticket(world)
    await number_events(world.runtime)
    return made


async def places(database: Database) -> list[int]:
    async with database.connection() as connection:
        rows = await connection.raw.fetch("SELECT feed_pos FROM events WHERE feed_pos IS NOT NULL ORDER BY feed_pos")
    return [row["feed_pos"] for row in rows]


async def sees(reader: FeedReader | TransactionReader, connection: Connection, count: int) -> None:
    """Wait until a reader has seen so many events; one of them waits for every transaction of the whole server."""

    async def enough() -> bool:
        await reader.poll(connection)
        return len(reader.seen) >= count

    await until(enough)


# -- Interleaved transactions ------------------------------------------------------------------------------------------


async def test_what_commits_late_gets_a_late_place_and_is_not_passed_over(
    world: World, database: Database, one: Connection, other: Connection, ticket: UUID
) -> None:
    late, early = await a_ticket(world, "V2"), await a_ticket(world, "V3")
    await number_events(world.runtime)
    feed, number = FeedReader(world.actor("C", "office"), place=3), NumberReader()
    async with one.transaction():
        slow = await write_event(one, late)
        quick = await write_event(other, early)
        for reader in (feed, number):
            await number_events(world.runtime)
            await reader.poll(other)
    await number_events(world.runtime)
    for reader in (feed, number):
        await reader.poll(other)
    assert feed.seen == [quick, slow]
    # The control has lost it: its number was drawn before the one that was seen first.
    assert number.seen == [quick]
    assert await places(database) == [1, 2, 3, 4, 5]


async def test_who_was_known_first_and_waited_for_the_ticket_comes_second(
    world: World, database: Database, one: Connection, other: Connection, ticket: UUID
) -> None:
    feed, transaction = FeedReader(world.actor("C", "office"), place=1), TransactionReader()
    async with one.transaction():
        await take_a_number(one)
        first = await write_event(other, ticket)
        second = await write_event(one, ticket)
    await number_events(world.runtime)
    await feed.poll(other)
    assert feed.seen == [first, second]
    await sees(transaction, other, 2)
    assert first[1] + 1 == second[1]
    # The control tells the effect before its cause.
    assert transaction.seen == [second, first]


async def test_what_is_undone_leaves_no_event_and_no_gap(
    world: World, database: Database, one: Connection, other: Connection, ticket: UUID
) -> None:
    undone = one.raw.transaction()
    await undone.start()
    await write_event(one, ticket)
    await undone.rollback()
    await write_event(other, ticket)
    assert await number_events(world.runtime) == 0
    assert await places(database) == [1, 2]


async def test_a_long_transaction_holds_up_nobody_else(
    world: World, database: Database, one: Connection, other: Connection, ticket: UUID
) -> None:
    transaction = TransactionReader()
    async with one.transaction():
        held = await write_event(one, await a_ticket(world, "V2"))
        others = [await write_event(other, ticket) for _ in range(20)]
        await number_events(world.runtime)
        feed = FeedReader(world.actor("C", "office"), place=1)
        for reader in (feed, transaction):
            await reader.poll(other)
        assert [each for each in feed.seen if each in others] == others
        assert set(transaction.seen) & set(others) == set()
    await number_events(world.runtime)
    await feed.poll(other)
    assert feed.seen[-1] == held


# -- Eight writers -----------------------------------------------------------------------------------------------------


async def write_with_stalls(database: Database, tickets: list[UUID], chance: random.Random) -> list[Seen]:
    """Transactions that wait before they write, after it, and now and then are undone."""
    written: list[Seen] = []
    for _ in range(EACH):
        async with database.connection() as connection:
            transaction = connection.raw.transaction()
            await transaction.start()
            if chance.random() < 0.5:
                await take_a_number(connection)
                await asyncio.sleep(chance.uniform(0, 0.01))
            event = await write_event(connection, chance.choice(tickets))
            await asyncio.sleep(chance.choice((0, 0, 0.002, 0.02)))
            if chance.random() < 0.1:
                await transaction.rollback()
            else:
                await transaction.commit()
                written.append(event)
    return written


async def test_eight_writers_and_two_sequencers_and_nothing_is_lost_repeated_or_out_of_order(
    world: World, database: Database
) -> None:
    tickets = [await a_ticket(world, code) for code in ("V1", "V1", "V2", "V3")]
    await number_events(world.runtime)
    readers = FeedReader(world.actor("C", "office"), place=4), NumberReader(), TransactionReader()
    done = asyncio.Event()

    async def read() -> None:
        async with database.connection() as connection:
            while not done.is_set():
                for reader in readers:
                    await reader.poll(connection)
                await asyncio.sleep(0.003)

    async def keep_numbering() -> None:
        sequencer = Sequencer(FAN_OUT)
        while not done.is_set():
            await sequencer.step(world.runtime)
            await asyncio.sleep(0.002)

    async with asyncio.TaskGroup() as group:
        for task in (read(), keep_numbering(), keep_numbering()):
            group.create_task(task)
        writers = (write_with_stalls(database, tickets, random.Random(seed)) for seed in range(WRITERS))
        written = [event for events in await asyncio.gather(*writers) for event in events]
        done.set()
    await number_events(world.runtime)
    async with database.connection() as connection:
        for reader in (readers[0], readers[2]):
            await sees(reader, connection, len(written))
        await readers[1].poll(connection)
    feed, number, transaction = (reader.seen for reader in readers)

    assert len(written) > WRITERS * EACH / 2
    assert (missed(written, feed), repeated(feed), inverted(feed)) == (0, 0, 0)
    assert await places(database) == list(range(1, 5 + len(written)))
    # The same run by the two classic cursors.
    assert missed(written, number) > 0
    assert (missed(written, transaction), repeated(transaction)) == (0, 0)
    assert inverted(transaction) > 0


# -- Several sequencers ------------------------------------------------------------------------------------------------


async def test_of_two_at_the_same_moment_one_has_its_way(
    world: World, database: Database, one: Connection, other: Connection, ticket: UUID
) -> None:
    await asyncio.gather(*(a_ticket(world) for _ in range(30)))
    async with one.transaction():
        assert (await sequence(one, BATCH, FAN_OUT)).events == 30
        assert await sequence(other, BATCH, FAN_OUT) == Sequenced(0, 0)
    assert await sequence(other, BATCH, FAN_OUT) == Sequenced(0, 0)
    assert await places(database) == list(range(1, 32))


LOCKED = "SELECT pos FROM feed_head WHERE id = 1 FOR UPDATE SKIP LOCKED"
HESITATING = "SELECT pos FROM feed_head, pg_advisory_xact_lock(1) WHERE id = 1 FOR UPDATE OF feed_head SKIP LOCKED"
HESITATES = """
SELECT count(*) > 0 FROM pg_locks JOIN pg_database d ON d.oid = database
WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()
"""
FRESH = "head.pos = (SELECT pos FROM feed_head WHERE id = 1)"


async def two_of_whom_one_hesitates(world: World, one: Connection, other: Connection, *, fresh: str) -> list[int]:
    """A sequencer sees an event, then another one numbers it, and only then the first gets the lock."""
    await a_ticket(world)
    text = _statement(BATCH, FAN_OUT, with_endpoints=False).text
    assert LOCKED in text
    assert FRESH in text

    async def hesitates() -> bool:
        return bool(await other.raw.fetchval(HESITATES))

    await other.raw.execute("SELECT pg_advisory_lock(1)")
    slow = asyncio.create_task(one.raw.fetch(text.replace(LOCKED, HESITATING).replace(FRESH, fresh), 0))
    await until(hesitates)
    assert (await sequence(other, BATCH, FAN_OUT)).events == 1
    await other.raw.execute("SELECT pg_advisory_unlock(1)")
    await slow
    await a_ticket(world)
    await number_events(world.runtime)
    return await places(world.runtime.database)


async def test_whoever_saw_an_event_before_another_numbered_it_does_nothing(
    world: World, one: Connection, other: Connection, ticket: UUID
) -> None:
    assert await two_of_whom_one_hesitates(world, one, other, fresh=FRESH) == [1, 2, 3]


async def test_without_comparing_what_is_locked_with_what_was_seen_a_place_is_left_out(
    world: World, one: Connection, other: Connection, ticket: UUID
) -> None:
    assert await two_of_whom_one_hesitates(world, one, other, fresh="true") != [1, 2, 3]


@pytest.mark.parametrize("workers", [2, 6])
async def test_many_at_once_number_everything_once(world: World, database: Database, workers: int) -> None:
    sequencers = [Sequencer(FAN_OUT) for _ in range(workers)]
    made = 0
    for _ in range(8):
        made += 5
        steps = (sequencer.step(world.runtime) for sequencer in sequencers)
        await asyncio.gather(*(a_ticket(world) for _ in range(5)), *steps)
    await number_events(world.runtime)
    assert await places(database) == list(range(1, made + 1))


# -- What is not looked at again ---------------------------------------------------------------------------------------


async def test_an_overlooked_event_is_found_before_the_one_that_follows_it(
    world: World, database: Database, one: Connection, other: Connection, ticket: UUID
) -> None:
    async with one.transaction():
        overlooked = await write_event(one, ticket)
        unrelated = await write_event(other, await a_ticket(world, "V2"))
        above = (await sequence(other, BATCH, FAN_OUT)).last
    assert above is not None
    following = await write_event(other, ticket)
    assert await find_work(other, FAN_OUT, above=above) is not None
    assert await sequence(other, BATCH, FAN_OUT, above=above) == Sequenced(0, 0, is_late=True)
    assert (await sequence(other, BATCH, FAN_OUT)).events == 2
    feed = FeedReader(world.actor("C", "office"), place=2)
    await feed.poll(other)
    assert feed.seen == [unrelated, overlooked, following]


async def test_a_sequencer_that_overlooked_something_looks_at_everything_in_its_next_step(
    world: World, one: Connection, other: Connection, ticket: UUID
) -> None:
    sequencer = Sequencer(FAN_OUT)
    async with one.transaction():
        overlooked = await write_event(one, ticket)
        await write_event(other, await a_ticket(world, "V2"))
        await sequencer.step(world.runtime)
    sequencer._above = sequencer._marks[-1][1]
    following = await write_event(other, ticket)
    assert await sequencer.step(world.runtime)
    await sequencer.step(world.runtime)
    feed = FeedReader(world.actor("C", "office"), place=3)
    await feed.poll(other)
    assert feed.seen == [overlooked, following]


# -- What else a step does ---------------------------------------------------------------------------------------------


async def test_a_batch_that_cannot_be_done_is_tried_with_half_as_many(
    world: World, one: Connection, ticket: UUID
) -> None:
    sequencer = Sequencer(FAN_OUT)
    by_hand = world.runtime.database.pool
    await by_hand.execute("ALTER TABLE feed_days ADD CONSTRAINT never CHECK (false) NOT VALID")
    await one.raw.execute("DELETE FROM feed_days")
    await a_ticket(world)
    for size in (BATCH // 2, BATCH // 4):
        with pytest.raises(asyncpg.CheckViolationError):
            await sequencer.step(world.runtime)
        assert sequencer._batch == size
    await by_hand.execute("ALTER TABLE feed_days DROP CONSTRAINT never")
    await sequencer.step(world.runtime)
    assert sequencer._batch == BATCH // 2
    assert (await find_extent(one)).head == 2


async def test_after_a_batch_that_took_long_the_next_one_is_shorter(
    world: World, ticket: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    sequencer = Sequencer(FAN_OUT)
    monkeypatch.setattr(engine, "LONGEST", 0)
    for size in (BATCH // 2, BATCH // 4):
        await a_ticket(world)
        await sequencer.step(world.runtime)
        assert sequencer._batch == size
    monkeypatch.undo()
    await a_ticket(world)
    await sequencer.step(world.runtime)
    assert sequencer._batch == BATCH // 2


async def test_the_lag_and_the_count_are_told(world: World) -> None:
    before = REGISTRY.get_sample_value("escalation_feed_events_total") or 0
    await a_ticket(world)
    await world.advance(seconds=30)
    sequencer = Sequencer(FAN_OUT)
    await sequencer.step(world.runtime)
    assert (REGISTRY.get_sample_value("escalation_feed_lag_seconds") or 0) >= 30
    assert REGISTRY.get_sample_value("escalation_feed_events_total") == before + 1
    assert not await sequencer.step(world.runtime)
    assert REGISTRY.get_sample_value("escalation_feed_lag_seconds") == 0


async def test_an_idle_look_locks_nothing(world: World, one: Connection, ticket: UUID) -> None:
    lock = "SELECT xmin::text || ' ' || xmax::text FROM feed_head"
    before = await one.raw.fetchval(lock)
    sequencer = Sequencer(FAN_OUT)
    for _ in range(20):
        assert not await sequencer.step(world.runtime)
    assert await one.raw.fetchval(lock) == before


async def test_a_page_never_ends_before_an_event_that_will_get_a_lower_place(
    world: World, one: Connection, other: Connection, ticket: UUID
) -> None:
    await a_ticket(world)
    async with one.transaction():
        await sequence(one, BATCH, FAN_OUT)
        read = await read_page(other, world.actor("C", "office"), EVERYTHING, after=None, limit=10)
        assert (read.upto, len(read.facts)) == (1, 1)
    read = await read_page(other, world.actor("C", "office"), EVERYTHING, after=read.upto, limit=10)
    assert (read.upto, len(read.facts)) == (2, 1)
