"""What becomes of deliveries when a receiver fails, asks to be left alone, or is gone; and of the endpoint."""

from datetime import timedelta
from uuid import UUID

import pytest

from escalation.webhooks.engine import abandoned_deliveries
from tests.support.receivers import receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import at, at_work, owed, some_events, turn, until_nothing_is_owed, until_tried


async def column(world: World, statement: str, *arguments: object) -> list[object]:
    return [row[0] for row in await world.runtime.database.pool.fetch(statement, *arguments)]


async def types_told(world: World, endpoint: UUID) -> list[object]:
    return await column(world, "SELECT type FROM events WHERE endpoint_id = $1 ORDER BY n", endpoint)


async def test_a_delivery_is_tried_again_by_the_table_and_then_given_up(world: World) -> None:
    async with receiver() as here:
        here.status = 500
        endpoint = await at(world, here)
        await some_events(world, 1)
        async with at_work(world):
            for attempt in range(1, 12):
                await until_tried(world, attempt)
                await turn(world, hours=27)
                # 72 hours are over before the table is.
                if not await owed(world):
                    break
            await until_nothing_is_owed(world)
    assert await column(world, "SELECT reason FROM webhook_dead") == ["expired"]
    assert await column(world, "SELECT attempt FROM webhook_attempts ORDER BY started_at") == [1, 2, 3, 4]
    assert "delivery.exhausted" in await types_told(world, endpoint)


async def test_the_breaker_opens_and_one_trial_decides(world: World) -> None:
    async with receiver() as here:
        here.status = 500
        await at(world, here, ordering="none")
        for _ in range(8):
            await some_events(world, 1)
        async with at_work(world):
            await until_tried(world, 5)

            async def opened() -> bool:
                return await column(world, "SELECT breaker FROM webhook_health") == ["open"]

            await until(opened)
            tried = len(here.received)
            await turn(world, seconds=31)
            await until_tried(world, tried + 1)
            await until(opened)
            assert len(here.received) == tried + 1
            here.status = 200
            await turn(world, minutes=2)
            await until_nothing_is_owed(world)
    assert await column(world, "SELECT breaker FROM webhook_health") == ["closed"]


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [(410, {}, "gone"), (500, {"webhook-delivery": "disable"}, "receiver")],
)
async def test_a_receiver_that_wants_no_more_gets_no_more(
    world: World, status: int, headers: dict[str, str], reason: str
) -> None:
    async with receiver() as here:
        here.status, here.headers = status, headers
        endpoint = await at(world, here)
        await some_events(world, 2)
        async with at_work(world):

            async def is_disabled() -> bool:
                return await column(world, "SELECT state_reason FROM webhook_endpoints") == [reason]

            await until(is_disabled)
    assert len(here.received) == 1
    assert await types_told(world, endpoint) == ["endpoint.disabled"]


async def test_one_message_can_be_refused_without_blame(world: World) -> None:
    async with receiver() as here:
        here.status, here.headers = 400, {"webhook-delivery": "abort-message"}
        await at(world, here)
        await some_events(world, 1)
        async with at_work(world):
            await until_nothing_is_owed(world)
    assert await column(world, "SELECT reason FROM webhook_dead") == ["aborted"]
    assert await column(world, "SELECT failures_in_a_row FROM webhook_health") == [0]


async def test_a_receiver_that_asks_for_time_gets_it_from_all(world: World) -> None:
    async with receiver() as here:
        here.status, here.headers = 429, {"Retry-After": "600"}
        await at(world, here, ordering="none", max_in_flight=1)
        await some_events(world, 3)
        async with at_work(world):
            await until_tried(world, 1)
            here.status, here.headers = 200, {}
            await turn(world, minutes=9)
            assert len(here.received) == 1
            await turn(world, minutes=3)
            await until_nothing_is_owed(world)
    assert await column(world, "SELECT failures_in_a_row FROM webhook_health") == [0]


async def test_five_days_of_failure_end_an_endpoint_with_warnings_before(world: World) -> None:
    async with receiver() as here:
        here.status = 500
        endpoint = await at(world, here, ordering="none")
        async with at_work(world):
            for _ in range(12):
                tried = len(here.received)
                await some_events(world, 1)
                await until_tried(world, tried + 1)
                if await column(world, "SELECT state FROM webhook_endpoints") == ["disabled"]:
                    break
                await turn(world, hours=20)
    told = await types_told(world, endpoint)
    assert await column(world, "SELECT state_reason FROM webhook_endpoints") == ["failing"]
    assert told.count("endpoint.disabled") == 1
    assert 1 <= told.count("endpoint.failing") <= 3
    assert told.index("endpoint.failing") < told.index("endpoint.disabled")


async def test_a_rate_is_kept_by_all_workers_together(world: World) -> None:
    async with receiver() as here:
        await at(world, here, ordering="none", rate_per_second=5.0)
        await some_events(world, 12)
        async with at_work(world, workers=2):
            await until_nothing_is_owed(world)
    started = await world.runtime.database.pool.fetch("SELECT started_at FROM webhook_attempts ORDER BY started_at")
    moments = [row[0] for row in started]
    # A second's worth at once, then five a second: twelve take at least 1.4 s.
    assert moments[-1] - moments[0] >= timedelta(seconds=1.2)
    assert len(moments) == 12


async def test_what_waits_for_an_endpoint_that_is_paused_is_given_up_after_three_days(world: World) -> None:
    async with receiver() as here:
        await at(world, here)
        await some_events(world, 2)
        await world.runtime.database.pool.execute("UPDATE webhook_endpoints SET state = 'paused'")
        await abandoned_deliveries.step(world.runtime)
        assert await owed(world) == 2
        await turn(world, hours=73)
        await abandoned_deliveries.step(world.runtime)
    assert await column(world, "SELECT reason FROM webhook_dead") == ["expired", "expired"]
    assert (await owed(world), here.received) == (0, [])
