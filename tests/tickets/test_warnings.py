"""Whoever gives a ticket to where nobody is there is told so at once, in their language; and it is done."""

from typing import Any

import httpx2
import pytest

from escalation.actors import Role
from escalation.identity.usecases.service import change_member, take_role
from escalation.tickets.usecases import transition
from tests.support.callers import Json
from tests.support.makers import a_ticket
from tests.support.world import World
from tests.tickets.test_assignees import a_handler, an_assigned_ticket


async def told(client: httpx2.AsyncClient, headers: dict[str, str], ticket: object, action: str, **fields: Any) -> Json:
    """The answer of a move that was made."""
    answer = await client.post(
        f"/v1/tickets/{ticket}/transitions", headers=headers, json={"action": action, **_plain(fields)}
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, list) else str(value) for name, value in fields.items()}


def missing(answer: Json) -> list[object]:
    """The code of the warning and the unit, of each."""
    return [(each["code"], each["params"].get("unit")) for each in answer["warnings"]]


async def test_a_dispatch_to_where_nobody_is_says_so_in_the_callers_language(
    client: httpx2.AsyncClient, world: World
) -> None:
    office = await world.key("K1", Role.OFFICE)
    ticket = await a_ticket(world, "K1")
    english = await told(client, office | {"Accept-Language": "en"}, ticket, "dispatch", unit_id=world.id("K1-ZJ"))
    assert missing(english) == [("nobody_there", "K1-ZJ")]
    assert english["state"] == "dispatched"
    assert english["warnings"][0]["detail"].startswith("Nobody is there to act for")
    chinese = await told(client, office | {"Accept-Language": "zh"}, ticket, "urge", text="请尽快。")
    assert "无人可办理" in chinese["warnings"][0]["detail"]


async def test_where_somebody_is_the_list_is_empty(client: httpx2.AsyncClient, world: World) -> None:
    office, handler = await world.key("K1", Role.OFFICE), await world.key("K1-ZJ")
    ticket = await a_ticket(world, "K1")
    assert (await told(client, office, ticket, "dispatch", unit_id=world.id("K1-ZJ")))["warnings"] == []
    assert (await told(client, handler, ticket, "sign"))["warnings"] == []
    lines = [{"unit_id": str(world.id(code)), "task": "查"} for code in ("K1-JT", "K1-SL")]
    coordinated = await told(client, handler, ticket, "coordinate", joint_units=lines)
    assert missing(coordinated) == [("nobody_there", "K1-JT"), ("nobody_there", "K1-SL")]


async def test_an_escalation_tells_that_nobody_is_above(client: httpx2.AsyncClient, world: World) -> None:
    leader = await world.key("V1", Role.LEADER)
    ticket = await a_ticket(world)
    await told(client, leader, ticket, "dispatch", unit_id=world.id("V1"))
    assert missing(await told(client, leader, ticket, "escalate", reason="超出能力。")) == [("nobody_there", "T1")]


async def test_who_gets_a_ticket_in_hand_and_does_not_serve_is_told_of(
    client: httpx2.AsyncClient, world: World
) -> None:
    stays, gone = await a_handler(world, "甲"), await a_handler(world, "乙")
    ticket, admin = await an_assigned_ticket(world, stays), world.actor("C", "admin")
    leader = await world.key("V1", Role.LEADER)
    await change_member(world.runtime, gone, {"active": False}, by=admin)
    assert missing(await told(client, leader, ticket, "assign", member_id=gone)) == [("assignee_gone", None)]
    assert (await told(client, leader, ticket, "assign", member_id=stays))["warnings"] == []
    await take_role(world.runtime, stays, world.id("V1"), Role.HANDLER, by=admin)
    assert missing(await told(client, await world.key("C", Role.OFFICE), ticket, "urge", text="快。")) == [
        ("assignee_gone", None)
    ]


async def test_a_ticket_is_formed_where_nobody_is(client: httpx2.AsyncClient, world: World) -> None:
    office = await world.key("K1", Role.OFFICE)
    opinion = {"title": "路灯", "content": "坏了。", "source": "visit", "unit_id": str(world.id("V2"))}
    body = {"opinion": opinion, "urgency": "routine", "difficulty": "simple"}
    again = {**office, "Idempotency-Key": "the-same"}
    formed = [await client.post("/v1/tickets", headers=again, json=body) for _ in range(2)]
    assert [missing(each.json()) for each in formed] == [[("nobody_there", "V2")]] * 2
    await world.key("V2", Role.LEADER)
    assert (await client.post("/v1/tickets", headers=office, json=body)).json()["warnings"] == []


async def test_whoever_takes_the_last_one_away_is_told(client: httpx2.AsyncClient, world: World) -> None:
    admin = await world.key("C", Role.ADMIN)
    one, other = await a_handler(world, "甲"), await a_handler(world, "乙")
    role = f"/v1/members/{one}/roles/{world.id('V1')}/handler"
    first = await client.request("DELETE", role, headers=admin)
    assert (first.status_code, first.json()) == (200, {"warnings": []})
    last = await client.patch(f"/v1/members/{other}", headers=admin, json={"active": False})
    assert missing(last.json()) == [("nobody_there", "V1")]
    renamed = await client.patch(f"/v1/members/{other}", headers=admin, json={"name": "丙"})
    assert renamed.json()["warnings"] == []
    body = {"unit_id": str(world.id("V1")), "role": "leader", "name": "系统"}
    key = (await client.post("/v1/keys", headers=admin, json=body)).json()["id"]
    assert missing((await client.delete(f"/v1/keys/{key}", headers=admin)).json()) == [("nobody_there", "V1")]


async def test_a_supervisors_role_leaves_nobody_behind(client: httpx2.AsyncClient, world: World) -> None:
    admin = await world.key("C", Role.ADMIN)
    member = await a_handler(world, "甲")
    role = f"/v1/members/{member}/roles/{world.id('V2')}/supervisor"
    await client.put(role, headers=admin)
    assert (await client.delete(role, headers=admin)).json() == {"warnings": []}


async def test_an_answer_that_does_not_warn_is_missed(
    client: httpx2.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transition, "warnings_of", lambda *_: ())
    with pytest.raises(AssertionError):
        await test_an_escalation_tells_that_nobody_is_above(client, world)
