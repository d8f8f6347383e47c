"""Stories of a desk: what waits for a unit and a member, counted and listed."""

from uuid import UUID

import httpx2
import pytest

from escalation.tickets.domain.command import JointUnit
from escalation.tickets.domain.work import WorkKind
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage import work_lists
from tests.support.makers import a_person, a_ticket, move
from tests.support.world import World

Headers = dict[str, str]


async def counters(client: httpx2.AsyncClient, headers: Headers) -> dict[str, str]:
    items = (await client.get("/v1/work", headers=headers)).json()["items"]
    assert [item["kind"] for item in items] == list(WorkKind)
    return {item["kind"]: item["count"] for item in items if item["count"] != "0"}


async def waiting(client: httpx2.AsyncClient, kind: str, headers: Headers) -> list[UUID]:
    items = (await client.get(f"/v1/work/{kind}", headers=headers)).json()["items"]
    return [UUID(item["ticket"]["id"]) for item in items]


async def in_progress(world: World) -> UUID:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    return ticket


async def test_a_ticket_waits_for_one_after_the_other(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    leader, handler = world.actor("V1", "leader"), world.actor("V1")
    village, office = await world.key("V1"), await world.key("K1", "office")
    assert await counters(client, village) == {"dispatch": "1"}
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    assert await counters(client, village) == {"accept": "1"}
    await move(world, ticket, handler, "sign")
    assert await counters(client, village) == {"handle": "1"}
    await move(world, ticket, handler, "resolve", outcome="solved", reply="已修好。")
    assert await counters(client, village) == {"audit": "1"}
    await move(world, ticket, leader, "audit_pass")
    assert (await counters(client, village), await counters(client, office)) == ({}, {"call-back": "1"})
    assert await waiting(client, "call-back", office) == [ticket]


async def test_what_helps_waits_for_who_was_asked(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_progress(world)
    lines = (JointUnit(world.id("V2"), "查明线路", None),)
    await move(world, ticket, world.actor("V1"), "coordinate", joint_units=lines)
    headers = await world.key("V2")
    assert await counters(client, headers) == {"joint": "1"}
    (item,) = (await client.get("/v1/work/joint", headers=headers)).json()["items"]
    assert (UUID(item["ticket"]["id"]), item["text"]) == (ticket, "查明线路")
    done = await client.post(f"/v1/joint-tasks/{item['task_id']}/report", json={"result": "已查明。"}, headers=headers)
    assert done.status_code == 200
    assert await counters(client, headers) == {}


async def test_a_request_waits_for_who_decides_it(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_progress(world)
    await move(world, ticket, world.actor("V1"), "terminate", reason="重复登记。")
    leader = await world.key("V1", "leader")
    assert await counters(client, await world.key("V1")) == {"handle": "1"}
    assert (await counters(client, leader))["requests"] == "1"
    (item,) = (await client.get("/v1/work/requests", headers=leader)).json()["items"]
    decided = await client.post(f"/v1/requests/{item['task_id']}/decision", json={"approve": True}, headers=leader)
    assert decided.status_code == 200
    assert await counters(client, leader) == {}


async def test_a_request_goes_along_when_the_ticket_changes_hands(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_progress(world)
    await move(world, ticket, world.actor("V1"), "terminate", reason="重复登记。")
    await world.runtime.database.pool.execute(
        "UPDATE tickets SET holder_unit_id = $2, holder_path = $3 WHERE id = $1",
        ticket, world.id("V2"), world.units["V2"].path,
    )  # fmt: skip
    assert await waiting(client, "requests", await world.key("V1", "leader")) == []
    assert await waiting(client, "requests", await world.key("V2", "leader")) == [ticket]


async def test_an_order_waits_for_the_holder(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_progress(world)
    await move(world, ticket, world.actor("C", "supervisor"), "supervise", text="请说明进展。", colour="yellow")
    headers = await world.key("V1")
    (item,) = (await client.get("/v1/work/orders", headers=headers)).json()["items"]
    assert (UUID(item["ticket"]["id"]), item["text"]) == (ticket, "请说明进展。")
    answered = await client.post(f"/v1/orders/{item['task_id']}/answer", json={"text": "已购灯具。"}, headers=headers)
    assert answered.status_code == 200
    assert await waiting(client, "orders", headers) == []


async def test_what_is_assigned_waits_for_the_member_and_nobody_else(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_progress(world)
    (me, own), (_, others) = await a_person(world, "V1"), await a_person(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "assign", member_id=me)
    assert await waiting(client, "assigned", own) == [ticket]
    assert (await counters(client, own))["assigned"] == "1"
    assert await waiting(client, "assigned", others) == []
    assert "assigned" not in await counters(client, await world.key("V1"))


async def test_what_is_late_is_told_from_what_will_be(client: httpx2.AsyncClient, world: World) -> None:
    late, soon = [await in_progress(world) for _ in range(2)]
    pool = world.runtime.database.pool
    await pool.execute("UPDATE tickets SET stage_due_at = created_at WHERE id = $1", late)
    await pool.execute("UPDATE tickets SET warning = 'yellow' WHERE id = $1", soon)
    headers = await world.key("V1")
    assert await counters(client, headers) == {"handle": "2", "overdue": "1", "warned": "1"}
    assert await waiting(client, "overdue", headers) == [late]
    assert await waiting(client, "warned", headers) == [soon]
    await sweep(world.runtime)


async def test_nothing_waits_for_who_only_watches(client: httpx2.AsyncClient, world: World) -> None:
    await in_progress(world)
    for role in ("supervisor", "integrator", "admin"):
        headers = await world.key("V1", role)
        assert await counters(client, headers) == {}
        assert await waiting(client, "handle", headers) == []


async def test_pages_go_on_and_counting_stops(
    client: httpx2.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = [await in_progress(world) for _ in range(5)]
    me, own = await a_person(world, "V1")
    await world.runtime.database.pool.execute("UPDATE tickets SET assignee_id = $1", me)
    for kind in ("handle", "assigned"):
        url: str | None = f"/v1/work/{kind}?limit=2"
        found: list[UUID] = []
        while url is not None:
            page = (await client.get(url, headers=own)).json()
            found += [UUID(item["ticket"]["id"]) for item in page["items"]]
            url = f"/v1/work/{kind}?limit=2&cursor={page['next_cursor']}" if page["next_cursor"] else None
        assert sorted(found) == sorted(tickets)
    monkeypatch.setattr(work_lists, "MOST_COUNTED", 2)
    monkeypatch.setattr(work_lists, "MOST_HELD", 3)
    monkeypatch.setattr(work_lists, "_counted", work_lists._counted.__wrapped__)
    counted = await counters(client, own)
    assert (counted["handle"], counted["assigned"]) == ("3+", "2+")
