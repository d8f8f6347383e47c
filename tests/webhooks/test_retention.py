"""What nobody asks for again is thrown away, a little at a time; what is still needed stays."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from escalation.kit.database.clock import advance
from escalation.webhooks.engine.retention import RetentionJob
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket, move
from tests.support.world import World

LONG: Final = timedelta(days=31)


async def values(world: World, query: str, *arguments: object) -> list[Any]:
    return [row[0] for row in await world.runtime.database.pool.fetch(query, *arguments)]


async def tails(world: World) -> set[UUID]:
    """The tickets of which an endpoint is known to have been told."""
    return set(await values(world, "SELECT ticket_id FROM webhook_tails"))


async def pass_by(world: World, time: timedelta) -> None:
    async with world.runtime.database.connection() as connection:
        await advance(connection, time)


async def reject(world: World, ticket: UUID) -> None:
    fields = {"reason": "不属于本级职责。", "reason_code": "court_matter"}
    await move(world, ticket, world.actor("K1", "office"), "reject", **fields)


async def a_final_ticket(world: World) -> UUID:
    ticket = await a_ticket(world, "K1")
    await reject(world, ticket)
    return ticket


async def sweep(world: World, *, chunk: int = 2) -> int:
    """Until there is no hurry; how many steps it took."""
    retention, steps = RetentionJob(chunk), 1
    while await retention.step(world.runtime):
        steps += 1
    return steps


# -- Tails ------------------------------------------------------------------------------------------------------------


async def test_what_an_endpoint_was_told_last_is_forgotten_when_nothing_comes_any_more(world: World) -> None:
    for code in ("K1", "C"):
        await an_endpoint(world, code)
    still_open, over = await a_ticket(world, "K1"), [await a_final_ticket(world) for _ in range(5)]
    await give_places(world.runtime)
    assert await tails(world) == {still_open, *over}

    await pass_by(world, LONG)
    steps = await sweep(world, chunk=5)

    assert await tails(world) == {still_open}
    assert steps == 3


async def test_as_long_as_it_can_be_read_in_the_feed_it_is_remembered(world: World) -> None:
    await an_endpoint(world)
    over = await a_final_ticket(world)
    await give_places(world.runtime)

    await pass_by(world, timedelta(days=29))
    await sweep(world)

    assert await tails(world) == {over}


async def test_as_long_as_an_event_waits_for_its_place_it_is_remembered(world: World) -> None:
    endpoint, ticket = await an_endpoint(world), await a_ticket(world, "K1")
    await give_places(world.runtime)
    await reject(world, ticket)

    await pass_by(world, LONG)
    await sweep(world)
    await give_places(world.runtime)

    query = "SELECT previous_sequence FROM webhook_queue WHERE endpoint_id = $1 ORDER BY feed_pos"
    assert await values(world, query, endpoint) == [None, 1]
    await sweep(world)
    assert await tails(world) == set()
    assert await values(world, query, endpoint) == [None, 1]


async def test_a_round_goes_on_behind_what_has_to_stay(world: World) -> None:
    await an_endpoint(world)
    kept = {await a_ticket(world, "K1") for _ in range(3)}
    over = await a_final_ticket(world)
    await give_places(world.runtime)
    await pass_by(world, LONG)
    retention = RetentionJob(1)

    await retention.step(world.runtime)
    assert await tails(world) == kept | {over}
    for _ in range(4):
        await retention.step(world.runtime)
    assert await tails(world) == kept


async def test_a_look_at_nothing_finds_nothing(world: World) -> None:
    assert await sweep(world) == 1


# -- Days of the feed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "stays"),
    [
        ([0, 10, 29, 30, 31, 32, 33], [0, 10, 29, 30, 31]),
        ([0, 40, 50, 60], [0, 40]),
        ([40], [40]),
        ([], []),
    ],
)
async def test_of_old_days_the_last_before_those_that_are_kept_stays(
    world: World, days: list[int], stays: list[int]
) -> None:
    ago = "(clock_timestamp() AT TIME ZONE 'UTC')::date - "
    await values(world, f"INSERT INTO feed_days SELECT {ago} ago, 1000 - ago FROM unnest($1::int[]) ago", days)

    await sweep(world)

    assert sorted(await values(world, f"SELECT {ago} day FROM feed_days")) == stays
