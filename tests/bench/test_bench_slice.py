"""A short slice of the bench: it runs, and what it compares does the same. Never how fast."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bench.support.databases import prepare
from bench.support.servers import System, serving
from bench.transitions import batches, moves
from bench.transitions.effects import Effects, differences, effects
from bench.transitions.figures import as_json
from bench.transitions.moves import Plan
from escalation.kit.database.connection import Database, connect
from tests.conftest import TEMPLATE, dsn_of
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def test_what_is_compared_does_the_same_and_every_answer_is_accounted_for(worker_id: str) -> None:
    dsns, matters = await prepare(dsn_of, 16, name=f"bench_{worker_id}", template=TEMPLATE)
    with serving(dsns) as servers:
        rates = await batches.measure(dsns, matters, (1, 2), rounds=1, seconds=0)
        assert differences(await effects(dsns[System.OURS]), await effects(dsns[System.BARE])) == []
        await moves.compare(servers, dsns, matters[:2])
        plan = Plan(clients=(1, 4), rounds=1, seconds=0.2, warm_up=0.1)
        pairs = await moves.measure(servers, dsns, matters, plan, lambda _: None)
    figures = as_json(pairs, rates)
    assert [len(row["ratios"]) for row in (*figures["api"], *figures["batches"])] == [1, 1, 1, 1]


def test_a_row_more_or_another_value_is_a_difference() -> None:
    one: Effects = {"tickets": [(1, "closed")], "events": [(1,)], "hand_overs": [], "idempotency": []}
    assert differences(one, one) == []
    assert len(differences(one, {**one, "tickets": [(1, "rejected")]})) == 1
    assert len(differences(one, {**one, "events": [(1,), (1,)]})) == 1


async def test_a_ticket_is_read_and_written_without_being_planned_anew(world: World, one_connection: Database) -> None:
    """Planning would take longer than the work. PostgreSQL plans five times, then sees whether one plan will do."""
    world.runtime = replace(world.runtime, database=one_connection)
    for ticket in [await a_ticket(world, "V1") for _ in range(8)]:
        await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
        await move(world, ticket, world.actor("V1", "handler"), "sign")
    async with one_connection.connection() as connection:
        plans = await connection.raw.fetch(_PLANS)
    # To read as a leader and as a handler; to form; to hand over and to sign for.
    assert [plan["once_for_all"] >= 3 for plan in plans] == [True] * 4


@pytest.fixture
async def one_connection(dsn: str) -> AsyncIterator[Database]:
    """A fresh connection, on which nothing is prepared yet."""
    database = await connect(dsn, size=1)
    yield database
    await database.close()


_PLANS = """
    SELECT generic_plans AS once_for_all FROM pg_prepared_statements
    WHERE starts_with(statement, 'WITH joint_tasks') OR starts_with(ltrim(statement, E'\n'), 'WITH\n\nwanted')
"""
