"""What was asked for last of one opinion costs that, however much has been erased where it lies."""

import pytest

from escalation.privacy.storage.erasures import find_newest_of
from tests.support.makers import an_opinion
from tests.support.roles import as_owner
from tests.support.world import World
from tests.tickets.lists.plans import Recorder

ERASED = 5_000
FEW = 30
"""Pages of memory."""
_DONE = """
INSERT INTO erasures (id, opinion_id, unit_id, unit_path, state, reason, asked_at, asked_by, decided_at, decided_by)
SELECT gen_random_uuid(), CASE WHEN n % 1000 = 0 THEN $2::uuid ELSE gen_random_uuid() END, u.id, u.path, 'done', 'x',
  now() - n * interval '1 minute', 'x', now(), 'x'
FROM units u, generate_series(1, $1::int) n WHERE u.code = 'V1'
"""


@pytest.mark.database_of_its_own
async def test_the_newest_erasure_of_an_opinion_is_found_by_its_index(world: World) -> None:
    office, opinion = world.actor("C", "office"), await an_opinion(world)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("SET session_replication_role = replica")  # Nothing lies behind these.
        await connection.raw.execute(_DONE, ERASED, opinion)
        await connection.raw.execute("RESET session_replication_role")
        recorder = Recorder(connection)
        found = await find_newest_of(recorder, office, opinion)
        newest = await connection.raw.fetchval(
            "SELECT id FROM erasures WHERE opinion_id = $1 ORDER BY asked_at DESC LIMIT 1", opinion
        )
        assert found is not None
        assert found.id == newest
        assert (await recorder.reading()).buffers <= FEW

        # The negative control.
        await connection.raw.execute("BEGIN; DROP INDEX ix_erasures_opinion")
        assert (await recorder.reading()).buffers > 2 * FEW
        await connection.raw.execute("ROLLBACK")
