"""Who sees what the clock could not do, and until when?"""

from uuid import UUID

import httpx2
import pytest

from escalation.tickets.engine.deadlines import sweep
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World


async def a_broken_ticket(world: World, origin: str) -> UUID:
    """One whose stage the policy in force does not know, and whose time has come."""
    ticket = await a_ticket(world, origin)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET stage = 'dawdle', wake_at = created_at WHERE id = $1", ticket)
    return ticket


@pytest.fixture
async def broken(world: World) -> list[UUID]:
    """Tickets of three villages, set aside by the clock."""
    tickets = [await a_broken_ticket(world, code) for code in ("V1", "V2", "V3")]
    await world.advance(days=10)
    for _ in range(4):
        await sweep(world.runtime)
    return tickets


async def listed(client: httpx2.AsyncClient, world: World, who: str, query: str = "") -> list[str]:
    """The tickets of the incidents somebody sees."""
    answer = await client.get(f"/v1/incidents{query}", headers=await world.key(*who.split(" ")))
    assert answer.status_code == 200, answer.text
    return [item["ticket_id"] for item in answer.json()["items"]]


async def test_whoever_sees_a_ticket_from_above_sees_that_it_was_set_aside(
    client: httpx2.AsyncClient, world: World, broken: list[UUID]
) -> None:
    first, second, third = map(str, broken)
    assert set(await listed(client, world, "C admin")) == {first, second, third}
    assert set(await listed(client, world, "T1 leader")) == {first, second}
    assert await listed(client, world, "K2 office") == []
    answer = await client.get("/v1/incidents", headers=await world.key("V1"))
    assert answer.status_code == 403


async def test_an_incident_tells_of_what_kind_it_is_and_when_it_is_tried_again(
    client: httpx2.AsyncClient, world: World, broken: list[UUID]
) -> None:
    answer = await client.get("/v1/incidents?limit=1", headers=await world.key("C", "supervisor"))
    (incident,) = answer.json()["items"]
    assert incident["error"].isidentifier()
    assert incident["tries"] >= 1
    assert incident["next_try_at"] > incident["at"]


async def test_the_pages_of_incidents_follow_each_other(
    client: httpx2.AsyncClient, world: World, broken: list[UUID]
) -> None:
    headers, cursor = await world.key("C", "admin"), ""
    pages = []
    for _ in broken:
        pages.append((await client.get(f"/v1/incidents?limit=1{cursor}", headers=headers)).json())
        cursor = f"&cursor={pages[-1]['next_cursor']}"
    seen = [item["ticket_id"] for page in pages for item in page["items"]]
    assert (sorted(seen), pages[-1]["next_cursor"]) == (sorted(map(str, broken)), None)


async def test_an_incident_is_over_when_somebody_has_moved_the_ticket(
    client: httpx2.AsyncClient, world: World, broken: list[UUID]
) -> None:
    first = broken[0]
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET stage = 'dispatch' WHERE id = $1", first)
    await move(world, first, world.actor("V1", "leader"), "reject", reason_code="x", reason="不属受理范围")
    assert str(first) not in await listed(client, world, "C admin")


async def test_the_clock_says_that_it_cannot_decide(
    client: httpx2.AsyncClient, world: World, broken: list[UUID]
) -> None:
    answer = await client.get(f"/v1/tickets/{broken[0]}/clock", headers=await world.key("K1", "office"))
    assert answer.json()["next"]["action"] == "fail"
    assert answer.json()["sentences"][-1].startswith("The clock cannot decide on it")
