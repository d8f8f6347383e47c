"""Workers are killed while they tell people: every event reaches its mailbox, and few come twice, under one id."""

import random
import signal
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.workers import working
from tests.feed.feeds import number_events
from tests.messages.desk import a_channel, somebody
from tests.messages.mailboxes import SENDER, Mailbox, mailbox
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.waiting import LONGEST, until
from tests.support.world import World

_LONE = (sys.executable, "-m", "tests.messages.lone_message_worker")
# Urgent, so that it is told whatever the hour.
_EVENTS = """
WITH t AS (
  UPDATE tickets SET event_count = event_count + $1 RETURNING id, version, event_count - $1 AS before
)
INSERT INTO events (id, ticket_id, sequence, type, occurred_at, trigger, action, principal, to_state, ticket_version,
  workflow_version, request_id, data, hash)
SELECT gen_random_uuid(), t.id, t.before + i, 'ticket.urged', clock_timestamp(), 'person', 'urge', 'key:test',
  'registered', t.version, 1, 'test', '{}', ''
FROM t CROSS JOIN generate_series(1, $1) i ORDER BY i
"""
_OPEN = "SELECT count(*) FROM messages WHERE state IN ('waiting', 'sending')"
_IN_FLIGHT = "SELECT count(*) FROM messages WHERE state = 'sending'"


async def run(world: World, environment: dict[str, str], folder: Path, *, events: int, kills: int) -> tuple[int, int]:
    """So many events told to one person, with so many kills; how many were lost, and how many came twice."""
    bat, pool, chance = await somebody(world, "V1"), world.runtime.database.pool, random.Random(11)
    await a_channel(world, bat, "bat@example.gov.cn")
    await a_ticket(world)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(_EVENTS, events)
    await number_events(world.runtime)
    in_flight = 0
    async with mailbox(Mailbox()) as post:
        settings = environment | {
            "ESCALATION_MAIL_SERVER": f"smtp+plain://127.0.0.1:{post.port}", "ESCALATION_MAIL_FROM": SENDER,
        }  # fmt: skip
        for _ in range(kills):
            enough = len(post.received) + chance.randrange(1, events // (2 * kills))

            async def has_come(enough: int = enough) -> bool:
                return len(post.received) >= enough

            with ExitStack() as workers:
                gang = [workers.enter_context(working(settings, program=_LONE)) for _ in range(2)]
                await until(has_come)
                for victim in gang:
                    victim.send_signal(signal.SIGKILL)
            in_flight += int(await pool.fetchval(_IN_FLIGHT))
            await pool.execute("UPDATE messages SET leased_until = 'epoch' WHERE state = 'sending'")

        async def is_quiet() -> bool:
            told = await pool.fetchval("SELECT count(*) FROM messages")
            return bool(told == events and await pool.fetchval(_OPEN) == 0)

        with ExitStack() as workers:
            for _ in range(2):
                workers.enter_context(working(settings, program=_LONE))
            await until(is_quiet, longest=10 * LONGEST)
    times = Counter(post.ids())
    lost, twice = events - len(times), sum(times.values()) - len(times)
    print(f"{events} events, {kills} kills with {in_flight} in flight: {lost} lost, {twice} twice")  # noqa: T201
    assert in_flight > 0  # Otherwise nobody was killed at work.
    assert twice <= in_flight
    return lost, twice


@pytest.mark.slow
async def test_killed_workers_lose_nothing(world: World, environment: dict[str, str], tmp_path: Path) -> None:
    lost, _ = await run(world, environment, tmp_path, events=600, kills=2)
    assert lost == 0


@pytest.mark.torture
async def test_twenty_kills_among_sixty_thousand(world: World, environment: dict[str, str], tmp_path: Path) -> None:
    lost, _ = await run(world, environment, tmp_path, events=60_000, kills=20)
    assert lost == 0
