"""What whoever watches over all endpoints is told: how much is owed, for how long, and who fails."""

from prometheus_client import REGISTRY

from escalation.webhooks.engine import gauges
from tests.support.receivers import receiver
from tests.support.world import World
from tests.webhooks.desk import at, at_work, some_events, turn, until_nothing_is_owed


def shown(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(f"escalation_webhook_{name}", labels)


async def test_what_is_owed_and_for_how_long_is_counted_by_lane_and_state(world: World) -> None:
    async with receiver() as here:
        await at(world, here)
        await some_events(world, 3)
        await world.runtime.database.pool.execute(
            "UPDATE webhook_queue SET state = 1, lease_id = gen_random_uuid(), leased_until = now()"
            " WHERE id = (SELECT min(id) FROM webhook_queue)"
        )
        await turn(world, minutes=5)
        await gauges.step(world.runtime)
        assert (shown("queue_depth", lane="live", state="due"), shown("queue_depth", lane="live", state="leased")) == (
            2,
            1,
        )
        assert 300 <= (shown("oldest_due_seconds", lane="live") or 0) < 400
        assert shown("queue_depth", lane="replay", state="due") == 0
        await world.runtime.database.pool.execute(
            "UPDATE webhook_queue SET state = 0, lease_id = NULL, leased_until = NULL"
        )
        async with at_work(world):
            await until_nothing_is_owed(world)
    await gauges.step(world.runtime)
    assert (shown("queue_depth", lane="live", state="due"), shown("oldest_due_seconds", lane="live")) == (0, 0)


async def test_who_is_spared_and_who_is_disabled_is_counted(world: World) -> None:
    async with receiver() as here:
        await at(world, here)
        spared = await at(world, here)
        await at(world, here, state="disabled")
    await world.runtime.database.pool.execute(
        "UPDATE webhook_health SET breaker = 'open', open_until = now() + interval '1 minute' WHERE endpoint_id = $1",
        spared,
    )
    await gauges.step(world.runtime)
    assert (shown("breakers_open"), shown("endpoints_disabled"), shown("dead_letters")) == (1, 1, 0)
