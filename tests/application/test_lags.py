"""To know what has waited longest costs a step of an index for each queue, however much waits."""

import pytest

from escalation.feed.storage import sequencing
from escalation.kit.database.connection import Compiled
from escalation.webhooks.storage import gauges
from tests.support.receivers import receiver
from tests.support.roles import as_owner
from tests.support.world import World
from tests.tickets.test_due_tickets_plans import nodes, pages, plan_of
from tests.webhooks.desk import at, some_events

MANY = 5_000


FILLING = f"""
INSERT INTO webhook_queue (endpoint_id, event_id, subject_id, feed_pos, due_at, hold_until, expires_at, created_at)
SELECT endpoint_id, gen_random_uuid(), subject_id, feed_pos + n, due_at, hold_until, expires_at, created_at
FROM webhook_queue, generate_series(1, {MANY}) n
"""


@pytest.mark.parametrize(
    ("statement", "index"),
    [(gauges._OLDEST, "ix_webhook_queue_due"), (sequencing._OLDEST, "ix_events_unnumbered")],
)
async def test_a_long_queue_costs_what_a_short_one_does(world: World, statement: Compiled, index: str) -> None:
    async with receiver() as here:
        await at(world, here)
        await some_events(world, 1)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(FILLING)
        await connection.raw.execute("VACUUM (ANALYZE) webhook_queue")
        plan = await plan_of(connection, statement)
    assert index in {node.get("Index Name") for node in nodes(plan)}
    assert pages(plan) < 100
