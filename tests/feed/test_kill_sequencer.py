"""Whoever numbers events is killed, stopped or cut off in the middle of it; another one goes on at once."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from escalation.feed.engine.sequencer import Sequencer
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.faults.workers import SENDING, WAITING, Step, can_trace, has_said, killed_at, working, written_down
from tests.feed.endpoints import an_endpoint, an_event
from tests.feed.feeds import number_events
from tests.support.makers import a_ticket
from tests.support.programs import PROGRAM
from tests.support.roles import as_owner
from tests.support.waiting import until
from tests.support.world import World

traced = pytest.mark.skipif(not can_trace(), reason="strace is not there, or not allowed to trace")

COUNT = 30

# Each tells of something that was lost, left out or done twice.
_WRONGS = {
    "a place was left out": "SELECT 1 FROM feed_head WHERE pos <> (SELECT count(feed_pos) FROM events)",
    "places do not end where the feed does": "SELECT 1 FROM feed_head WHERE pos <> (SELECT max(feed_pos) FROM events)",
    "an event with a place is not owed": """
        SELECT 1 FROM events e CROSS JOIN webhook_endpoints w
        WHERE e.feed_pos IS NOT NULL AND NOT EXISTS (
          SELECT FROM webhook_queue q WHERE q.endpoint_id = w.id AND q.event_id = e.id AND q.feed_pos = e.feed_pos
        )""",
    "an event without a place is owed": """
        SELECT 1 FROM webhook_queue q JOIN events e ON e.id = q.event_id WHERE e.feed_pos IS NULL""",
    "the events of a ticket are out of order": """
        SELECT 1 FROM events a JOIN events b ON a.ticket_id = b.ticket_id AND a.sequence = b.sequence - 1
        WHERE a.feed_pos > b.feed_pos""",
    "an endpoint was told of another event before": """
        SELECT 1 FROM webhook_queue q JOIN events e ON e.id = q.event_id
        WHERE q.previous_sequence IS DISTINCT FROM nullif(e.sequence - 1, 0)""",
}


async def wrongs(world: World) -> list[str]:
    async with world.runtime.database.connection() as connection:
        return [name for name, query in _WRONGS.items() if await connection.raw.fetch(query)]


async def waiting(world: World) -> int:
    async with world.runtime.database.connection() as connection:
        return int(await connection.raw.fetchval("SELECT count(*) FROM events WHERE feed_pos IS NULL"))


async def nothing_waits(world: World) -> bool:
    return await waiting(world) == 0


@pytest.fixture
async def endpoint(world: World) -> None:
    """Of which is thought that it does not answer: what it is owed stays where it is."""
    endpoint = await an_endpoint(world, "C")
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "INSERT INTO webhook_health (endpoint_id, breaker, open_until) VALUES ($1, 'open', '2999-01-01Z')", endpoint
        )


async def some_events(world: World, count: int = COUNT) -> None:
    tickets = [await a_ticket(world, code) for code in ("V1", "V2", "V3")]
    for turn in range(count - len(tickets)):
        await an_event(world, tickets[turn % len(tickets)])


LetGo = Callable[[], Awaitable[object]]


@asynccontextmanager
async def holding(world: World) -> AsyncIterator[LetGo]:
    """Meanwhile a sequencer's statement stands still inside of the database, with the head locked, until let go."""
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("""
            CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$;
            CREATE TRIGGER holding BEFORE UPDATE ON feed_head FOR EACH ROW EXECUTE FUNCTION hold();
            SELECT pg_advisory_lock(1);
        """)
        try:
            yield lambda: connection.raw.execute("SELECT pg_advisory_unlock_all()")
        finally:
            await connection.raw.execute("SELECT pg_advisory_unlock_all()")
            await connection.raw.execute("DROP TRIGGER holding ON feed_head; DROP FUNCTION hold()")


async def is_at_it(world: World) -> bool:
    """Whether a worker's statement is under way."""
    async with world.runtime.database.connection() as connection:
        found = await connection.raw.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'escalation work' AND state = 'active'"
            " AND datname = current_database() AND wait_event = 'advisory'"
        )
    return int(found) > 0


# -- Killed ------------------------------------------------------------------------------------------------------------


def steps_of_the_statement(log: Path) -> list[Step]:
    """What was sent for the first batch: the text, then the order to run it; and last, waiting for the answer."""
    lines = [line.partition(" ")[2].strip() for line in log.read_text(errors="replace").splitlines()]
    calls = [line.partition("(")[0] for line in lines]
    at = next(at for at, line in enumerate(lines) if "moment AS MATERIALIZED" in line)
    socket = lines[at].partition("(")[2].partition(",")[0]
    sent = [i for i in range(at, len(lines)) if lines[i].startswith(f"{SENDING}({socket},")][:3]
    return [
        *(Step(SENDING, calls[: i + 1].count(SENDING)) for i in sent),
        Step(WAITING, calls[: sent[-1]].count(WAITING) + 1),
    ]


async def numbered_by(world: World, environment: Mapping[str, str], program: tuple[str, ...]) -> bool:
    """Let a worker at what waits; whether it lived to see everything done."""
    with working(environment, program=program) as worker:

        async def it_ended_or_all_is_done() -> bool:
            return worker.poll() is not None or await nothing_waits(world)

        await until(it_ended_or_all_is_done)
        return worker.poll() is None


@pytest.mark.slow
@traced
@pytest.mark.parametrize("steps", [slice(-2, -1), pytest.param(slice(None), marks=pytest.mark.torture)])
async def test_a_worker_killed_in_the_middle_of_its_statement_has_done_all_of_it_or_nothing(
    world: World, endpoint: None, environment: dict[str, str], empty_dir: Path, steps: slice
) -> None:
    await some_events(world)
    assert await numbered_by(world, environment, written_down(empty_dir / "calls", PROGRAM))
    for step in steps_of_the_statement(empty_dir / "calls")[steps]:
        await some_events(world)
        await numbered_by(world, environment, killed_at(step, PROGRAM))
        assert await waiting(world) in {0, COUNT}
        assert await wrongs(world) == []
        await number_events(world.runtime)
        assert await wrongs(world) == []


@pytest.mark.parametrize("kills", [1, pytest.param(40, marks=pytest.mark.torture)])
async def test_workers_killed_at_random_while_events_come_lose_nothing_and_double_nothing(
    world: World, endpoint: None, environment: dict[str, str], kills: int
) -> None:
    done = asyncio.Event()

    async def write() -> None:
        while not done.is_set():
            await some_events(world, 6)

    writing = asyncio.create_task(write())
    for _ in range(kills):
        with working(environment) as worker:
            await has_said(worker, "Working")
            await asyncio.sleep(random.uniform(0, 0.6))
        assert [wrong for wrong in await wrongs(world) if "place" in wrong] == []
    done.set()
    await writing
    await number_events(world.runtime)
    assert await wrongs(world) == []


# -- Stopped and cut off -----------------------------------------------------------------------------------------------


async def test_a_worker_stopped_in_the_middle_holds_up_the_others_no_longer_than_its_statement(
    world: World, endpoint: None, environment: dict[str, str]
) -> None:
    with working(environment) as worker:
        await has_said(worker, "Working")
        async with holding(world) as let_go:
            await some_events(world)
            await until(lambda: is_at_it(world))
            worker.send_signal(signal.SIGSTOP)
            other = Sequencer(FAN_OUT)
            await some_events(world, 5)
            await other.step(world.runtime)
            assert await waiting(world) == COUNT + 5
            # The statement comes to its end without its worker, who stands still to the end of the block.
            await let_go()

            async def all_is_done_by_the_other() -> bool:
                await other.step(world.runtime)
                return await nothing_waits(world)

            await until(all_is_done_by_the_other)
        assert await wrongs(world) == []
        worker.send_signal(signal.SIGCONT)
        await some_events(world)
        await until(lambda: nothing_waits(world))
    assert await wrongs(world) == []


@pytest.mark.slow
async def test_a_worker_whose_connection_is_cut_goes_on_by_itself(
    world: World, endpoint: None, environment: dict[str, str]
) -> None:
    with working(environment) as worker:
        await has_said(worker, "Working")
        async with holding(world) as let_go:
            await some_events(world)
            await until(lambda: is_at_it(world))
            async with world.runtime.database.connection() as connection:
                await connection.raw.fetch(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'escalation work' AND datname = current_database()"
                )
            assert await waiting(world) == COUNT
            await let_go()
        await until(lambda: nothing_waits(world))
        assert worker.poll() is None
    assert await wrongs(world) == []


async def test_two_workers_share_the_work_and_the_other_goes_on_when_one_is_killed(
    world: World, endpoint: None, environment: dict[str, str]
) -> None:
    with working(environment) as one, working(environment) as other:
        await has_said(one, "Working")
        await has_said(other, "Working")
        await some_events(world)
        await until(lambda: nothing_waits(world))
        one.kill()
        await some_events(world, 5)
        await until(lambda: nothing_waits(world))
    assert await wrongs(world) == []
