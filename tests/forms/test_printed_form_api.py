"""The printed ticket."""

import httpx2

from tests.support.makers import a_ticket, move
from tests.support.world import World


async def test_the_form_shows_deadlines_and_hops_in_the_readers_language(
    client: httpx2.AsyncClient, world: World
) -> None:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    headers = await world.key("V1", "leader")
    chinese = await client.get(f"/v1/tickets/{ticket}/form", headers=headers)
    english = await client.get(f"/v1/tickets/{ticket}/form?language=en", headers=headers)
    assert chinese.headers["content-type"].startswith("text/html")
    assert "已交办" in chinese.text
    assert "Assignment ticket" in english.text
    assert "单位V1" in english.text


async def test_a_citizens_words_are_never_markup(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    async with world.runtime.database.connection() as connection:
        await connection.raw.execute("UPDATE tickets SET title = '<script>alert(1)</script>' WHERE id = $1", ticket)
    answer = await client.get(f"/v1/tickets/{ticket}/form", headers=await world.key("V1", "leader"))
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
