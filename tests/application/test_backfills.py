"""What migrations fill tables with, from what is there: the same rows as triggers keep, each row derived by itself."""

import runpy
from typing import Final

import httpx2
import pytest

from escalation.kit.database.migrate import migrations
from tests.support.roles import as_owner
from tests.support.world import World

FILLED_BY: Final = {
    "ticket_breaches": ("0010_ticket_breaches.py", "FILLED"),
    "ticket_words": ("0018_search.py", "NOTED"),
    "opinion_listings": ("0019_opinion_listings.py", "LISTED"),
}
SEEN: Final = {
    "ticket_words": "ticket_id, words",
    "opinion_listings": "unit_serial, opinion_id, relation, status, received_at",
}
EVERYTHING: Final = {"after": "00000000-0000-0000-0000-000000000000", "upto": "ffffffff-ffff-ffff-ffff-ffffffffffff"}


def statement(table: str) -> str:
    file, name = FILLED_BY[table]
    filled: str = runpy.run_path(str(migrations() / "versions" / file))[name]
    return filled.format(**EVERYTHING)


@pytest.mark.parametrize("table", ["ticket_words", "opinion_listings"])
async def test_what_was_there_is_filled_in_as_triggers_would(
    client: httpx2.AsyncClient, world: World, table: str
) -> None:
    for unit in ("V1", "T1"):
        formed = await client.post(
            "/v1/tickets", headers=await world.key(unit), json={
                "urgency": "routine", "difficulty": "simple",
                "opinion": {"title": "路灯不亮", "content": "村口的路灯坏了三天。", "source": "visit"},
            },
        )  # fmt: skip
        assert formed.status_code == 201, formed.text
    pool = world.runtime.database.pool
    rows = f"SELECT {SEEN[table]} FROM {table} ORDER BY 1, 2"
    kept = await pool.fetch(rows)
    await pool.execute(f"DELETE FROM {table}")
    await pool.execute(statement(table))
    assert await pool.fetch(rows) == kept != []


@pytest.mark.parametrize(
    ("table", "of_each"), [("ticket_breaches", "ticket_id = t.id"), ("opinion_listings", "id = o.id")]
)
async def test_a_stretch_is_derived_one_by_one_and_reads_no_other_history(
    world: World, table: str, of_each: str
) -> None:
    """Planned in one go with the view, each of thousands of stretches would read the whole of it."""
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(row[0] for row in await connection.raw.fetch(f"EXPLAIN {statement(table)}"))
    assert f"({of_each})" in plan, plan
    assert "Nested Loop" in plan
