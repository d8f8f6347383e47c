"""An office is told where nobody is there to act, page by page, and of nothing that is not below it."""

import httpx2

from escalation.actors import Role
from escalation.identity.usecases.service import change_member
from escalation.tickets.engine.assignees import step
from tests.support.callers import Json
from tests.support.makers import a_ticket, move
from tests.support.world import World
from tests.tickets.test_assignees import a_handler, an_assigned_ticket


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
    of_a_part = {"T1": {"T1", "V2"}, "T2": {"V3"}, "V1": set[str](), "C": set(before), "K2": set[str]()}
    for code, expected in of_a_part.items():
        assert {gap["unit"]["code"] for gap in await gaps(client, office, f"&unit={code}")} == expected, code
    assert (await client.get("/v1/staffing-gaps?unit=nowhere", headers=office)).status_code == 422
    await change_member(world.runtime, member, {"active": False}, by=world.actor("C", "admin"))
    assert {gap["unit"]["code"] for gap in await gaps(client, office)} - before.keys() == {"V1"}
    assert await gaps(client, office, "&kind=team_without_leader") == []
    assert {gap["unit"]["code"] for gap in await gaps(client, await world.key("T2", Role.LEADER))} == {"V3"}


async def test_an_assignee_who_has_gone_is_told_of_whichever_way_they_went(
    client: httpx2.AsyncClient, world: World
) -> None:
    """Deactivated, without the role, given a ticket all the same, given one back; not who lost one role of two."""
    admin, office = await world.key("C", Role.ADMIN), await world.key("K1", Role.OFFICE)
    names = ("停用", "调离", "离岗", "在岗", "两职")
    gone, moved, stranger, stays, both = [await a_handler(world, name) for name in names]
    tickets = {member: await an_assigned_ticket(world, member) for member in (gone, moved, stays, both)}
    tickets[stranger] = await an_assigned_ticket(world, stays)
    await client.put(f"/v1/members/{both}/roles/{world.id('V1')}/leader", headers=admin)
    assert await gaps(client, office, "&kind=assignee_gone") == []

    ended = await client.patch(f"/v1/members/{gone}", headers=admin, json={"active": False})
    assert [(each["code"], each["params"]["count"]) for each in ended.json()["warnings"]] == [("tickets_in_hand", 1)]
    role = f"/roles/{world.id('V1')}/handler"
    taken = await client.request("DELETE", f"/v1/members/{moved}{role}", headers=admin)
    assert [each["code"] for each in taken.json()["warnings"]] == ["tickets_in_hand"]
    assert (await client.request("DELETE", f"/v1/members/{both}{role}", headers=admin)).json() == {"warnings": []}
    await client.patch(f"/v1/members/{stranger}", headers=admin, json={"active": False})
    leader = world.actor("V1", "leader")
    await move(world, tickets[stranger], leader, "assign", member_id=stranger)

    found = await gaps(client, office, "&kind=assignee_gone")
    assert {(gap["ticket"]["id"], gap["assignee"]["name"]) for gap in found} == {
        (str(tickets[gone]), "停用"), (str(tickets[moved]), "调离"), (str(tickets[stranger]), "离岗")
    }  # fmt: skip
    assert {(gap["unit"]["code"], gap["open_tickets"], gap["team"]) for gap in found} == {("V1", 1, None)}
    assert await gaps(client, await world.key("T2", Role.LEADER), "&kind=assignee_gone") == []

    # By the clock they lie on the common desk; what a recall gives back to who has gone meanwhile is told of again.
    await move(world, tickets[stays], leader, "escalate", reason="超出能力。")
    await change_member(world.runtime, stays, {"active": False}, by=world.actor("C", "admin"))
    await step(world.runtime)
    assert await gaps(client, office, "&kind=assignee_gone") == []
    await move(world, tickets[stays], leader, "recall", reason="发错了。")
    back = await gaps(client, office, "&kind=assignee_gone")
    assert [(gap["ticket"]["id"], gap["assignee"]["name"]) for gap in back] == [(str(tickets[stays]), "在岗")]


async def test_who_goes_over_to_the_heir_of_a_dissolved_unit_keeps_what_they_have_in_hand(
    client: httpx2.AsyncClient, world: World
) -> None:
    member = await a_handler(world, "甲")
    ticket = await an_assigned_ticket(world, member)
    admin = await world.key("C", Role.ADMIN)
    unit = f"/v1/units/{world.id('V1')}"
    version = (await client.get(unit, headers=admin)).headers["ETag"]
    body = {"successor_id": str(world.id("V2"))}
    await client.post(f"{unit}/dissolve", headers={**admin, "If-Match": version}, json=body)
    shown = (await client.get(f"/v1/tickets/{ticket}", headers=admin)).json()
    roles = (await client.get(f"/v1/members/{member}", headers=admin)).json()["roles"]
    assert (shown["holder"]["code"], shown["assignee_id"]) == ("V2", str(member))
    assert [role["unit"]["code"] for role in roles] == ["V2"]
    assert await gaps(client, await world.key("K1", Role.OFFICE), "&kind=assignee_gone") == []
