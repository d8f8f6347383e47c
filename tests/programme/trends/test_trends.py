"""Activity is counted once a week and judged: who fades is told once, and once more when it is as it was."""

import asyncio

import pytest

from escalation.application.unit_activity import ACTIVITY_SOURCES
from escalation.kit.database.clock import read_now
from escalation.programme.trends.engine.weekly import step
from tests.support.callers import Callers, Json
from tests.support.roles import as_owner
from tests.support.world import World

OPINIONS = """
INSERT INTO opinions (id, unit_id, unit_path, status, title, content, source, received_at, received_by, updated_at)
SELECT gen_random_uuid(), u.id, u.path, 'inbox', '路灯', '不亮', 'phone', at, 'test', at
FROM units u, generate_series($2::int, $3::int) week, generate_series(1, 4), LATERAL (
  SELECT (date_trunc('week', $4::timestamptz AT TIME ZONE 'Asia/Shanghai') - make_interval(days => 7 * week - 1))
         AT TIME ZONE 'Asia/Shanghai' AS at
) t
WHERE u.code = $1
"""

GONE = """
UPDATE units SET active = false, successor_id = (SELECT id FROM units WHERE code = 'V2') WHERE code = 'V1'
"""


async def registered(world: World, code: str, first: int, last: int) -> None:
    """Four opinions in each of some weeks before the present one, counted back."""
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(OPINIONS, code, first, last, await read_now(connection))


async def work(world: World) -> int:
    """Let the clock do all there is to do; in how many steps."""
    steps = 1
    while await step(world.runtime, ACTIVITY_SOURCES):
        steps += 1
    return steps


async def alarms(callers: Callers, who: str, query: str = "") -> list[Json]:
    return list(await callers.pages(who, f"/v1/trend-alarms?{query}"))


async def test_who_fades_is_told_once_and_is_as_it_was(callers: Callers) -> None:
    world = callers.world
    await registered(world, "V1", 5, 24)
    await registered(world, "V3", 1, 24)
    await work(world)
    found = await alarms(callers, "K1 leader", "open=true")
    assert {(each["unit"]["code"], each["alarm"]) for each in found} == {("V1", "faded"), ("T1", "faded")}
    mine = next(each for each in found if each["unit"]["code"] == "V1")
    assert (mine["before"], mine["after"], mine["units"]) == (pytest.approx(0.8, abs=0.3), 0.0, None)

    # Counted and judged already: there is nothing to do, and nobody is told twice.
    assert await work(world) == 1
    await world.advance(days=7)
    await registered(world, "V3", 1, 1)
    await work(world)
    assert len(await alarms(callers, "K1 leader")) == 2

    assert [each["unit"]["code"] for each in await alarms(callers, "V1 handler")] == ["V1"]
    assert await alarms(callers, "V2 handler") == []
    assert (await callers.ask("V2 handler", "GET", f"/v1/trend-alarms/{mine['id']}")).status_code == 404
    trend = await callers.get("K1 leader", "/v1/activity-trends?weeks=8")
    below = {each["unit"]["code"]: each for each in trend["items"]}
    assert [week["weighed"] for week in below["T1"]["weeks"]][-4:] == [0, 0, 0, 0]
    assert [each["alarm"] for each in below["T1"]["alarms"]] == ["faded"]
    counts = {each["activity"]: each["count"] for each in below["T2"]["weeks"][-1]["counts"]}
    assert counts["opinions"] == 4

    for _ in range(4):
        await world.advance(days=7)
        for code in ("V1", "V3"):
            await registered(world, code, 1, 1)
        await work(world)
    assert await alarms(callers, "K1 leader", "open=true") == []
    assert {each["recovered_at"] is None for each in await alarms(callers, "K1 leader")} == {False}


async def test_alarms_are_given_once_by_several_at_a_time_and_end_with_their_unit(callers: Callers) -> None:
    world = callers.world
    await registered(world, "V1", 5, 24)
    while any(await asyncio.gather(*(step(world.runtime, ACTIVITY_SOURCES) for _ in range(3)))):
        pass
    assert sorted(each["unit"]["code"] for each in await alarms(callers, "K1 leader")) == ["K1", "T1", "V1"]
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE trend_weeks SET judged_at = NULL, judged_to = ''")
        await connection.raw.execute(GONE)
    await work(world)
    found = {each["unit"]["code"]: each for each in await alarms(callers, "K1 leader")}
    assert found["V1"]["recovered_at"] is not None
    assert found["T1"]["recovered_at"] is None
