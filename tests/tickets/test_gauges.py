"""Open tickets are counted by level and lateness, by a bounded walk along an index."""

from collections.abc import Iterator

import pytest
from prometheus_client import REGISTRY

from escalation.tickets.engine import gauges
from escalation.tickets.storage import due_tickets
from tests.support.makers import a_ticket
from tests.support.world import World
from tests.tickets.test_due_tickets_plans import fill, nodes, plan_of
from tests.webhooks.desk import turn


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    gauges._OPEN.clear()


def counted(level: str, late: str) -> float | None:
    return REGISTRY.get_sample_value("escalation_tickets_open", {"level": level, "late": late})


async def test_open_tickets_are_counted_by_level_and_whether_they_are_late(world: World) -> None:
    for _ in range(3):
        await a_ticket(world)
    await a_ticket(world, "T1")
    await gauges.count_tickets(world.runtime)
    levels = {
        each["level"]: each["count"]
        for each in await world.runtime.database.pool.fetch("SELECT level, count(*) FROM tickets GROUP BY level")
    }
    assert {level: counted(str(level), "false") for level in levels} == levels

    await turn(world, days=90)
    await gauges.count_tickets(world.runtime)
    assert {level: counted(str(level), "true") for level in levels} == levels
    assert {counted(str(level), "false") for level in levels} == {None}
    assert REGISTRY.get_sample_value("escalation_tickets_open_whole") == 1


async def test_counting_walks_the_index_of_due_dates_and_ends_at_a_bound(world: World) -> None:
    async with world.runtime.database.connection() as connection:
        now = await connection.raw.fetchval("SELECT now()")
        await fill(world, now)
        plan = await plan_of(connection, due_tickets._COUNTED)
    found = nodes(plan)
    assert "ix_tickets_due" in {node.get("Index Name") for node in found}
    assert "Sort" not in {node["Node Type"] for node in found if node.get("Actual Rows", 0) > 100}
    assert f"LIMIT {due_tickets.MOST_COUNTED}" in due_tickets._COUNTED.text
