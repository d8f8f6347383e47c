"""Stories of a front end that draws forms: actions, what they may name, and what comes of it."""

from typing import Any
from uuid import UUID

import httpx2

from tests.support.makers import a_person, a_ticket, move
from tests.support.world import World

Headers = dict[str, str]


async def offered(client: httpx2.AsyncClient, ticket: UUID, headers: Headers) -> dict[str, Any]:
    items = (await client.get(f"/v1/tickets/{ticket}/actions", headers=headers)).json()["items"]
    return {item["action"]: item for item in items}


async def candidates(client: httpx2.AsyncClient, ticket: UUID, rest: str, headers: Headers) -> dict[str, Any]:
    answer = await client.get(f"/v1/tickets/{ticket}/actions/{rest}", headers=headers)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def in_hand(world: World, unit: str = "V1") -> UUID:
    ticket = await a_ticket(world, unit)
    await move(world, ticket, world.actor(unit, "office" if world.units[unit].has_office else "leader"), "dispatch")
    await move(world, ticket, world.actor(unit), "sign")
    return ticket


async def test_actions_are_forms_in_the_language_of_the_request(client: httpx2.AsyncClient, world: World) -> None:
    ticket, leader = await a_ticket(world), await world.key("V1", "leader")
    chinese = await offered(client, ticket, leader | {"Accept-Language": "zh"})
    english = await offered(client, ticket, leader | {"Accept-Language": "en"})
    assert set(chinese) == {"dispatch", "reject", "comment", "urge", "supervise", "reclassify"}
    assert [name for name, item in chinese.items() if item["primary"]] == ["dispatch"]
    assert [name for name, item in chinese.items() if item["dangerous"]] == ["reject"]
    assert (chinese["reject"]["label"], english["reject"]["label"]) == ("不予受理", "Reject")
    code, reason = chinese["reject"]["fields"]
    assert (reason["label"], reason["required"], reason["max_length"]) == ("原因", True, 2_000)
    assert {"code": "private", "label": "私人纠纷", "zh": "私人纠纷", "en": "A private dispute"} in code["options"]
    to, instructions, designate, _ = chinese["dispatch"]["fields"]
    assert (to["default"], to["has_candidates"], to["required"]) == (str(world.id("V1")), True, False)
    assert (instructions["max_length"], designate["kind"], designate["help"] is None) == (4_000, "flag", False)
    urgency = next(each for each in english["reclassify"]["fields"] if each["name"] == "urgency")
    assert (urgency["default"], [option["zh"] for option in urgency["options"]]) == (
        "routine",
        ["一般", "紧急", "特急"],
    )


async def test_what_has_nobody_to_name_is_there_once_somebody_is(client: httpx2.AsyncClient, world: World) -> None:
    ticket, leader = await in_hand(world), await world.key("V1", "leader")
    before = await offered(client, ticket, leader)
    assert {"hand_down", "merge", "assign"}.isdisjoint(before)
    (member, _), another = await a_person(world, "V1"), await a_ticket(world, "V1")
    after = await offered(client, ticket, leader)
    assert set(after) - set(before) == {"merge", "assign"}
    (found,) = (await candidates(client, ticket, "assign/candidates?field=member_id", leader))["items"]
    assert (found["id"], found["within"]) == (str(member), world.units["V1"].name)
    (other,) = (await candidates(client, ticket, "merge/candidates?field=into_ticket_id", leader))["items"]
    assert other["id"] == str(another)
    body = {"action": "merge", "into_ticket_id": other["id"]}
    merged = await client.post(f"/v1/tickets/{ticket}/transitions", json=body, headers=leader)
    assert merged.json()["state"] == "merged"


async def test_units_are_found_by_name_and_code_page_by_page(client: httpx2.AsyncClient, world: World) -> None:
    ticket, office = await in_hand(world, "K1"), await world.key("K1", "office")
    lines = "coordinate/candidates?field=joint_units"
    everybody = await candidates(client, ticket, lines, office)
    assert [item["code"] for item in everybody["items"]] == ["K1-ZJ", "K1-JT", "K1-SL", "K2"]
    first = await candidates(client, ticket, f"{lines}&limit=3", office)
    second = await candidates(client, ticket, f"{lines}&limit=3&cursor={first['next_cursor']}", office)
    assert [*first["items"], *second["items"]] == everybody["items"]
    assert second["next_cursor"] is None
    found = await candidates(client, ticket, f"{lines}&q=K1-J", office)
    assert [(item["code"], item["within"]) for item in found["items"]] == [("K1-JT", world.units["K1"].name)]
    assert (await candidates(client, ticket, f"{lines}&q=T1", office))["items"] == []
    for parent, below in (("C", ["K2"]), ("K1", ["K1-ZJ", "K1-JT", "K1-SL"]), ("T1", []), ("no-such-unit", [])):
        found = await candidates(client, ticket, f"{lines}&parent={parent}", office)
        assert [item["code"] for item in found["items"]] == below
    transferred = await candidates(client, ticket, "transfer/candidates?field=unit_id&q=K", office)
    assert sorted(item["code"] for item in transferred["items"]) == ["K1-JT", "K1-SL", "K1-ZJ"]


async def test_requests_are_candidates_of_who_decides_them(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_hand(world)
    await move(world, ticket, world.actor("V1"), "terminate", reason="诉求人不配合。")
    leader = await world.key("V1", "leader")
    approve = (await offered(client, ticket, leader))["approve_request"]
    (request,) = (await candidates(client, ticket, "approve_request/candidates?field=request_id", leader))["items"]
    assert (request["name"], request["code"]) == ("诉求人不配合。", "termination")
    assert (approve["fields"][0]["default"], approve["dangerous"]) == (request["id"], True)


async def test_candidates_of_what_is_not_ones_own_are_not_told(client: httpx2.AsyncClient, world: World) -> None:
    await a_ticket(world)  # That this one could be merged into.
    ticket, url = await in_hand(world), "/v1/tickets/{}/actions/{}/candidates?field={}"
    stranger, handler = await world.key("V2"), await world.key("V1")
    asked = [
        (stranger, "assign", "member_id", 404),
        (handler, "assign", "member_id", 404),
        (handler, "no_such_action", "unit_id", 404),
        (handler, "escalate", "reason", 422),
        (await world.key("V1", "leader"), "merge", "into_ticket_id&parent=K1", 422),
        (handler, "escalate", "unit_id", 422),
    ]
    for headers, action, field, status in asked:
        answer = await client.get(url.format(ticket, action, field), headers=headers)
        assert (answer.status_code, action) == (status, action)
