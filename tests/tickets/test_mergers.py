"""Mergers that cross: every opinion ends at a ticket that somebody works on, or one of the moves is refused."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import pytest

from escalation.actors import CLOCK
from escalation.application.tables import METADATA
from escalation.errors import ValidationFailed
from escalation.kit.database.connection import Compiled, Database, Row, connect
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.draft import Decision
from escalation.tickets.storage import apply_arguments
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.situations import Named, read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.transition import get_ticket
from escalation.verification.usecases.verify import verify
from tests.conftest import KEPT
from tests.support.roles import as_owner
from tests.support.world import World
from tests.tickets.mergers import (
    SHAPES,
    Round,
    a_formed_ticket,
    a_round,
    an_inbox_opinion,
    holding,
    places,
    queue,
    race,
    until_it_waits,
)

A_FEW: Final = 6
MANY: Final = 1_000
TOGETHER: Final = 10
"""Rounds after which everything is verified, and the tables are emptied."""

WIPED: Final = sorted(set(METADATA.tables) - {*KEPT, "units"})
LEFT_BEHIND: Final = """
SELECT count(*) FROM opinions o JOIN tickets t ON t.id = o.ticket_id WHERE t.state = 'merged'
"""


async def wipe(world: World) -> None:
    """No tickets and no opinions."""
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SET LOCAL session_replication_role = replica")
        await connection.raw.execute("; ".join(f"DELETE FROM {table}" for table in WIPED))
        await connection.raw.execute("DELETE FROM row_seals WHERE key <> '' AND table_name = ANY ($1)", WIPED)


async def require_soundness(world: World, *rounds: Round) -> None:
    """Nobody's opinion is lost: not by what the moves were answered, and not by what is stored."""
    merged = Round(world, [], merged={ticket: other for round_ in rounds for ticket, other in round_.merged.items()})
    assert await merged.lost() == {}
    assert await world.runtime.database.pool.fetchval(LEFT_BEHIND) == 0
    assert (await verify(world.runtime)).findings == ()


# -- Races -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [A_FEW, pytest.param(MANY, marks=pytest.mark.torture)])
@pytest.mark.parametrize("shape", SHAPES)
async def test_whatever_crosses_no_opinion_is_lost(world: World, shape: str, rounds: int) -> None:
    """Every other round is held: there each move has begun before any other has written."""
    told, ran = Counter[str](), list[Round]()
    for nth in range(rounds):
        ran.append(await a_round(world, shape))
        await race(ran[-1], held=nth % 2 == 0)
        told += Counter(type(refusal).__name__ for refusal in ran[-1].refused) + Counter(merged=len(ran[-1].merged))
        if len(ran) == TOGETHER or nth == rounds - 1:
            await require_soundness(world, *ran)
            ran.clear()
            await wipe(world)
    assert told["merged"]
    print(f"{shape}: {rounds} rounds, no opinion lost; {dict(told)}")  # noqa: T201 - what a long run has shown


async def three(world: World) -> Round:
    """Three tickets: the first is to be merged into the second, and the second into the third."""
    round_ = Round(world, [await a_formed_ticket(world) for _ in range(3)])
    SHAPES["crossing"](round_)
    return round_


async def test_what_comes_in_before_its_ticket_is_merged_goes_along(world: World) -> None:
    round_ = await three(world)
    await queue(round_, round_.moves, [round_.tickets[1]])
    assert set((await places(world)).values()) == {round_.tickets[2]}
    assert round_.refused == []
    await require_soundness(world, round_)


async def test_a_merger_that_comes_after_its_target_was_merged_is_refused(world: World) -> None:
    round_ = await three(world)
    first, _, third = round_.tickets
    await queue(round_, round_.moves[::-1], [round_.tickets[1]])
    assert Counter((await places(world)).values()) == Counter([first, third, third])
    (refusal,) = round_.refused
    assert isinstance(refusal, ValidationFailed)
    assert [fault.code for fault in refusal.faults] == ["not_open"]
    await require_soundness(world, round_)


# -- Many decisions at once --------------------------------------------------------------------------------------------


async def decisions(world: World, tickets: Sequence[UUID], merged: Mapping[int, int]) -> list[Decision]:
    """Mergers that were decided, and not yet written; the last ticket gets a comment."""
    commands = {first: Command("merge", {"into_ticket_id": tickets[other]}, "test") for first, other in merged.items()}
    commands[len(tickets) - 1] = Command("comment", {"text": "在办。"}, "test")
    made = []
    async with world.runtime.database.connection() as connection:
        for nth, command in commands.items():
            office, named = world.actor("K1", "office"), Named(into_ticket_id=command.uuid("into_ticket_id"))
            (reading,) = await read_situations(connection, [tickets[nth]], office, named)
            rules = await read_rules(world.runtime, connection, reading.versions, into=reading.into)
            made.append(decide(reading.situation, office, command, rules))
    return made


async def test_a_merger_is_written_alone(world: World) -> None:
    tickets = [await a_formed_ticket(world) for _ in range(3)]
    made = await decisions(world, tickets, {0: 1})
    async with world.runtime.database.connection() as connection:
        with pytest.raises(ValueError, match="alone"):
            await apply(connection, made)
    assert Counter((await places(world)).values()) == Counter(tickets)


@pytest.mark.parametrize("held", [False, True])
async def test_a_merger_changes_both_tickets_or_none(world: World, *, held: bool) -> None:
    tickets = [await a_formed_ticket(world) for _ in range(3)]
    merger, comment = await decisions(world, tickets, {0: 1})
    stale = (await decisions(world, tickets, {1: 2}))[0]
    async with world.runtime.database.transaction() as connection:
        assert await apply(connection, [merger], held=held) == set(tickets[:2])
        assert await apply(connection, [stale], held=held) == frozenset()
        assert await apply(connection, [comment], held=held) == {tickets[2]}
    assert Counter((await places(world)).values()) == Counter([tickets[1], tickets[1], tickets[2]])
    await require_soundness(world, Round(world, tickets, merged={tickets[0]: tickets[1]}))


async def test_a_merger_that_waited_while_another_one_came_in_is_stale(world: World) -> None:
    round_ = await three(world)
    first, second, third = round_.tickets
    made = (await decisions(world, round_.tickets, {1: 2}))[:1]

    async def written() -> None:
        async with world.runtime.database.connection() as connection:
            assert await apply(connection, made) == frozenset()

    await queue(round_, [round_.moves[0], written], [second])
    assert round_.merged == {first: second}
    assert set((await places(world)).values()) == {second, third}
    await require_soundness(world, round_)


# -- What it costs, and what it waits for ------------------------------------------------------------------------------


async def test_a_merger_is_written_in_one_trip_as_any_move(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    trips: list[str] = []
    tickets = [await a_formed_ticket(world) for _ in range(2)]
    async with world.runtime.database.connection() as connection:
        raw = connection.raw

        async def rows(statement: Compiled, **params: object) -> list[Row]:
            trips.append("in a transaction" if raw.is_in_transaction() else "alone")
            return list(await raw.fetch(statement.text, *statement.arguments(params)))

        monkeypatch.setattr(connection, "rows", rows)
        merger = (await decisions(world, tickets, {0: 1}))[0]
        assert await apply(connection, [merger])
    assert trips == ["alone"]


async def test_whatever_a_database_prefers_a_statement_sees_what_is_committed_when_it_begins(
    pool: Database, dsn: str
) -> None:
    name = await pool.pool.fetchval("SELECT quote_ident(current_database())")
    await pool.pool.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")
    try:
        database = await connect(dsn, size=1)
        async with database.transaction() as connection:
            assert await connection.raw.fetchval("SHOW transaction_isolation") == "read committed"
        await database.close()
    finally:
        await pool.pool.execute(f"ALTER DATABASE {name} RESET default_transaction_isolation")


async def test_opinions_are_locked_in_the_order_of_their_ids(world: World) -> None:
    """As everybody locks many of them, whatever their order in the table, so that nobody waits in a circle."""
    ids = sorted([await an_inbox_opinion(world) for _ in range(2)])
    ticket, other = await a_formed_ticket(world, *ids), await a_formed_ticket(world)
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SET LOCAL session_replication_role = replica")
        await connection.raw.execute(
            "WITH gone AS (DELETE FROM opinions WHERE id = $1 RETURNING *) INSERT INTO opinions SELECT * FROM gone",
            ids[0],
        )
    round_ = Round(world, [ticket, other])
    round_.merge(0, 1)
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SELECT FROM opinions WHERE id = $1 FOR UPDATE", ids[0])
        task = asyncio.create_task(round_.run(round_.moves[0]))
        await until_it_waits(world, task, before=0)
        await connection.raw.execute("SELECT FROM opinions WHERE id = $1 FOR UPDATE NOWAIT", ids[1])
    await task
    await require_soundness(world, round_)


async def test_the_clock_passes_by_tickets_that_are_being_merged(world: World) -> None:
    round_ = await a_round(world, "beside_the_clock")
    async with holding(world, round_.tickets):
        await round_.moves[-1]()
    versions = [(await get_ticket(world.runtime, ticket, CLOCK)).ticket.version for ticket in round_.tickets]
    assert versions == [1] * 4


# -- The nets, taken away ----------------------------------------------------------------------------------------------


@pytest.fixture
def into_an_unchanged_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merger as it would be if the ticket that goes on were left as it is."""
    monkeypatch.setattr(apply_arguments, "_with_taken_in", lambda decisions: decisions)


@pytest.mark.usefixtures("into_an_unchanged_ticket")
async def test_into_an_unchanged_ticket_the_opinion_that_came_last_is_left_behind_and_verify_tells(
    world: World,
) -> None:
    round_ = await three(world)
    first, second, third = round_.tickets
    stay_behind = (await decisions(world, round_.tickets, {0: 1}))[:1]

    async def written() -> None:
        async with world.runtime.database.connection() as connection:
            assert await apply(connection, stay_behind) == {first}

    await round_.run(round_.moves[1])
    await round_.run(written)
    assert Counter((await places(world)).values()) == Counter([second, third, third])
    assert {finding.invariant for finding in (await verify(world.runtime)).findings} == {"I25"}


@pytest.mark.parametrize("shape", ["crossing", "chain", "funnel", "beside_an_end", "beside_a_move", "beside_the_clock"])
@pytest.mark.usefixtures("into_an_unchanged_ticket")
async def test_into_an_unchanged_ticket_the_same_races_lose_opinions(world: World, shape: str) -> None:
    for _ in range(40):
        round_ = await a_round(world, shape)
        await race(round_, held=True)
        if await round_.lost():
            return
        await wipe(world)
    pytest.fail("nothing was lost")
