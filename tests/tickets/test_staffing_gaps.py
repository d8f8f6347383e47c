"""An office is told where nobody is there to act, page by page, and of nothing that is not below it."""

import httpx2

from escalation.actors import Role
from escalation.identity.usecases.service import change_member
from tests.support.callers import Json
from tests.support.makers import a_ticket
from tests.support.world import World
from tests.tickets.test_assignees import a_handler


async def gaps(client: httpx2.AsyncClient, headers: dict[str, str], query: str = "") -> list[Json]:
    """All pages of the list."""
    found: list[Json] = []
    cursor = ""
    while True:
        page = (await client.get(f"/v1/staffing-gaps?limit=2{query}{cursor}", headers=headers)).json()
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


async def test_a_unit_that_nobody_works_for_is_told_with_what_waits_there(
    client: httpx2.AsyncClient, world: World
) -> None:
    member = await a_handler(world, "甲")
    await a_ticket(world, "V2")
    await world.key("T2", Role.LEADER)
    office = await world.key("K1", Role.OFFICE)
    before = {gap["unit"]["code"]: gap["open_tickets"] for gap in await gaps(client, office)}
    assert before == {"K1-JT": 0, "K1-SL": 0, "K1-ZJ": 0, "T1": 0, "V2": 1, "V3": 0}
    await change_member(world.runtime, member, {"active": False}, by=world.actor("C", "admin"))
    assert {gap["unit"]["code"] for gap in await gaps(client, office)} - before.keys() == {"V1"}
    assert await gaps(client, office, "&kind=team_without_leader") == []
    assert {gap["unit"]["code"] for gap in await gaps(client, await world.key("T2", Role.LEADER))} == {"V3"}
