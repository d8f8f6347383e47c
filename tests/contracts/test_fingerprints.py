"""The control of all tests that say "nothing was changed": no way to write a row escapes what they compare.

And of all that begin with what was kept aside: whatever was written, they find everything as it was.
"""

import pytest

from tests.support.fingerprints import differing, fingerprint, unchanged, written
from tests.support.makers import a_ticket
from tests.support.roles import TwoRoles
from tests.support.snapshots import Snapshot
from tests.support.world import World

ADD = "INSERT INTO idempotency VALUES ('{}', 'a-1', '', 200, '', now())"
WRITES = {
    "added": ADD.format("another"),
    "changed": "UPDATE idempotency SET status = 201",
    "deleted": "DELETE FROM idempotency",
    "replaced by another": f"DELETE FROM idempotency; {ADD.format('another')}",
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
async def test_whatever_is_done_to_a_row_is_noticed(world: World, write: str) -> None:
    pool = world.runtime.database.pool
    await pool.execute(ADD.format("one"))
    before = await fingerprint(world), await written(world)
    await pool.execute(write)
    after = await fingerprint(world), await written(world)
    assert [differing(*pair) for pair in zip(before, after, strict=True)] == [["idempotency"], ["idempotency"]]


async def test_writing_what_was_there_before_counts_as_written_too(world: World) -> None:
    pool = world.runtime.database.pool
    await pool.execute(ADD.format("one"))
    before = await fingerprint(world)
    with pytest.raises(AssertionError):
        async with unchanged(world):
            await pool.execute("UPDATE idempotency SET status = status")
    assert differing(before, await fingerprint(world)) == []


async def test_whatever_was_written_a_snapshot_puts_it_back(pool: TwoRoles, world: World) -> None:
    await a_ticket(world)
    before, snapshot = await fingerprint(world), await Snapshot.take(pool, "written")
    for writes in (
        "SELECT 1",
        *WRITES.values(),
        "UPDATE units SET name = 'another' WHERE code = 'V1'",
        "SET LOCAL session_replication_role = replica; DELETE FROM tickets; DELETE FROM row_seals",
        "UPDATE clock SET advanced_by = '1 day'; UPDATE rollup_progress SET feed_pos = 7",
        "DELETE FROM documents WHERE kind = 'catalogue'",
        "UPDATE feed_head SET pos = 7; INSERT INTO idempotency SELECT 'x', 'a-2', '', 200, '', now()",
    ):
        async with pool.pool.acquire() as raw, raw.transaction():
            await raw.execute(writes)
        await snapshot.restore(pool)
        assert differing(before, await fingerprint(world)) == [], writes
    await snapshot.drop(pool)
