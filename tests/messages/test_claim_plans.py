"""What waits for a server that is dead costs the others nothing: a claim reads what it claims, however much is owed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from escalation.kit.database.connection import Compiled, Connection
from escalation.messages.storage import claims
from escalation.webhooks.storage.claims import LEASE
from tests.messages.desk import a_channel, somebody
from tests.support.roles import as_owner
from tests.support.world import World

DEAD: Final = 20_000
"""Messages that one server is owed which answers nobody."""
OTHERS: Final = 400
CLAIMED: Final = 200
_OWED: Final = """
INSERT INTO messages (rule, channel_id, person_id, unit_id, event_id, carrier, due_at, created_at)
SELECT 'test', $1, $2, $3, gen_random_uuid(), $4, clock_timestamp() - interval '1 hour', clock_timestamp()
FROM generate_series(1, $5)
"""


async def pages(connection: Connection, statement: Compiled, **values: object) -> tuple[int, int]:
    """How many pages a statement reads with the plan that is kept for any values, and how many rows come of it."""
    tried = connection.raw.transaction()
    await tried.start()
    try:
        await connection.raw.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        await connection.raw.execute(f"PREPARE asked AS {statement.text}")
        given = ", ".join(_literal(values[name]) for name in statement.names)
        asked = f"EXECUTE asked({given})" if given else "EXECUTE asked"
        told = await connection.raw.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {asked}")
        await connection.raw.execute("DEALLOCATE asked")
    finally:
        await tried.rollback()
    plan: Mapping[str, Any] = told[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], int(plan["Actual Rows"])


def _literal(value: object) -> str:
    return f"interval '{value.total_seconds()} s'" if isinstance(value, timedelta) else f"'{value}'"


@pytest.mark.database_of_its_own
async def test_a_claim_reads_nothing_of_what_waits_for_others(world: World) -> None:
    bat = await somebody(world, "V1")
    channel = await a_channel(world, bat, "bat@example.gov.cn")
    asked = {"limit": CLAIMED, "lease_id": UUID(int=1), "lease": LEASE}

    async def cost(connection: Connection) -> tuple[int, int]:
        listed, _ = await pages(connection, claims._DUE)
        claimed, count = await pages(connection, claims._CLAIMED, carrier="mail", **asked)
        return listed + claimed, count

    async def owe(carrier: str, count: int) -> None:
        async with as_owner(world.runtime.database).connection() as connection:
            await connection.raw.execute("SET statement_timeout = 0")
            await connection.raw.execute(_OWED, channel, bat.person_id, bat.unit_id, carrier, count)
            await connection.raw.execute("VACUUM ANALYZE messages")
            await connection.raw.execute("RESET statement_timeout")

    await owe("mail", OTHERS)
    async with world.runtime.database.connection() as connection:
        before, claimed = await cost(connection)
        assert claimed == CLAIMED
    await owe("push:dead.example", DEAD)
    async with world.runtime.database.connection() as connection:
        after, claimed = await cost(connection)
        assert claimed == CLAIMED
        assert after < 2 * before
        of_the_dead, claimed = await pages(connection, claims._CLAIMED, carrier="push:dead.example", **asked)
        assert (claimed, of_the_dead < 2 * before) == (CLAIMED, True)
        # Without the carrier in front of the index everything would be read.
        slow = replace(claims._CLAIMED, text=claims._CLAIMED.text.replace("m.carrier = $1", "m.carrier || '' = $1"))
        much, _ = await pages(connection, slow, carrier="mail", **asked)
        assert much > after + DEAD // 50
