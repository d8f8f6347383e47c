"""The control of all tests that say "nothing was changed": no way to write a row escapes what they compare."""

import pytest

from tests.support.fingerprints import differing, fingerprint, unchanged, written
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
