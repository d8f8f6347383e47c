"""Much at once, on one ticket, at one endpoint, at hundreds of them: all of it arrives in order and nothing is left."""

from typing import Final

import pytest
from prometheus_client import REGISTRY

from tests.faults.test_kill_deliveries import Ledger, much_to_tell
from tests.support.receivers import local_sender, receiver
from tests.support.world import World
from tests.webhooks.desk import at, at_work, until_nothing_is_owed

long: Final = pytest.mark.torture


@pytest.mark.slow
@pytest.mark.parametrize(
    ("endpoints", "tickets", "events"),
    [
        pytest.param(1, 1, 40, id="one-ticket"),
        pytest.param(1, 50, 10, id="one-endpoint"),
        pytest.param(200, 1, 1, id="many-endpoints"),
        pytest.param(1, 1, 3_000, id="one-ticket-long", marks=long),
        pytest.param(1, 500, 20, id="one-endpoint-long", marks=long),
        pytest.param(5_000, 1, 1, id="many-endpoints-long", marks=long),
    ],
)
async def test_a_burst_arrives_in_order_and_leaves_nothing_behind(
    world: World, endpoints: int, tickets: int, events: int
) -> None:
    ledger, sender = Ledger(), local_sender()
    async with receiver(ledger) as here:
        for _ in range(endpoints):
            await at(world, here, max_in_flight=32)
        expected = await much_to_tell(world, tickets, events)
        async with at_work(world, workers=2, sender=sender):
            await until_nothing_is_owed(world)
    assert expected == endpoints * tickets * events == len(ledger.times)
    assert (ledger.repeated, ledger.out_of_order()) == (0, [])
    assert await left_behind(world) == {"owed": 0, "dead": 0, "tried again": 0, "breakers": 0}
    assert (sender.sockets, REGISTRY.get_sample_value("escalation_webhook_attempts_under_way")) == (0, 0)


async def left_behind(world: World) -> dict[str, int]:
    """What there is in tables that should have nothing of it."""
    row = await world.runtime.database.pool.fetchrow("""
        SELECT (SELECT count(*) FROM webhook_queue) AS owed, (SELECT count(*) FROM webhook_dead) AS dead,
          (SELECT count(*) FROM webhook_attempts WHERE outcome <> 'ok' OR attempt <> 1) AS "tried again",
          (SELECT count(*) FROM webhook_health WHERE breaker <> 'closed') AS breakers
    """)
    assert row is not None
    return dict(row)
