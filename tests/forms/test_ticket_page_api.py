"""A page of a ticket in one request: what it holds, and what it costs beside the requests that it replaces."""

from typing import Any

import httpx2
import pytest

from escalation.kit.database.connection import Connection
from tests.support.crawl import WITH_EVERYTHING
from tests.support.makers import a_person, a_ticket, move
from tests.support.world import World

SEVEN = ("", "/hand-overs", "/joint-tasks", "/requests", "/orders", "/events", "/actions")
PARTS = "&".join(f"include={part}" for part in ("hand_overs", "joint_tasks", "requests", "orders", "events", "actions"))


async def test_parts_that_were_not_asked_for_are_null(client: httpx2.AsyncClient, world: World) -> None:
    ticket, headers = await a_ticket(world), await world.key("V1", "leader")
    answer = await client.get(f"/v1/tickets/{ticket}?include=events&include=actions", headers=headers)
    included = answer.json()["included"]
    assert [part for part, found in included.items() if found is not None] == ["events", "actions"]
    assert [event["type"] for event in included["events"]["items"]] == ["ticket.created"]
    wrong = await client.get(f"/v1/tickets/{ticket}?include=everything", headers=headers)
    assert wrong.status_code == 422


async def test_a_page_has_no_tag_and_is_never_known_already(client: httpx2.AsyncClient, world: World) -> None:
    ticket, headers = await a_ticket(world), await world.key("V1") | {"If-None-Match": '"1"'}
    page = await client.get(f"/v1/tickets/{ticket}?include=clock", headers=headers)
    assert (page.status_code, "etag" in page.headers, page.json()["version"]) == (200, False, 1)
    assert (await client.get(f"/v1/tickets/{ticket}", headers=headers)).status_code == 304


async def test_an_event_page_goes_on_at_its_own_address(client: httpx2.AsyncClient, world: World) -> None:
    ticket, headers = await a_ticket(world), await world.key("V1", "leader")
    for nth in range(51):
        await move(world, ticket, world.actor("V1", "leader"), "comment", text=f"第{nth}次")
    events = (await client.get(f"/v1/tickets/{ticket}?include=events", headers=headers)).json()["included"]["events"]
    rest = await client.get(f"/v1/tickets/{ticket}/events?after={events['next_cursor']}", headers=headers)
    assert [event["sequence"] for event in (*events["items"], *rest.json()["items"])] == list(range(1, 53))


async def test_one_request_runs_fewer_statements_than_seven(
    client: httpx2.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, leader = await a_ticket(world), world.actor("V1", "leader")
    member, _ = await a_person(world, "V1")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, leader, "assign", member_id=member)
    headers, asked = await world.key("V1", "leader"), 0
    ways = {name: getattr(Connection, name) for name in ("rows", "row")}

    def counted(name: str) -> Any:
        async def run(connection: Connection, *given: Any, **named: Any) -> Any:
            nonlocal asked
            asked += 1
            return await ways[name](connection, *given, **named)

        return run

    for name in ways:
        monkeypatch.setattr(Connection, name, counted(name))
    for rest in SEVEN:
        assert (await client.get(f"/v1/tickets/{ticket}{rest}", headers=headers)).status_code == 200
    before, asked = asked, 0
    assert (await client.get(f"/v1/tickets/{ticket}?{PARTS}", headers=headers)).status_code == 200
    assert asked * 2 <= before
    asked = 0
    assert (await client.get(f"/v1/tickets/{ticket}?{WITH_EVERYTHING}", headers=headers)).status_code == 200
    assert asked <= 18


async def test_ids_in_a_history_have_names(client: httpx2.AsyncClient, world: World) -> None:
    ticket, leader = await a_ticket(world), world.actor("V1", "leader")
    member, _ = await a_person(world, "V1", name="乌云")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, leader, "assign", member_id=member)
    headers = await world.key("V1", "leader")
    events = (await client.get(f"/v1/tickets/{ticket}/events", headers=headers)).json()["items"]
    named = {event["type"]: {each["name"] for each in event["refers_to"]} for event in events}
    assert named["ticket.assigned"] == {"乌云"}
    assert named["ticket.created"] == {world.units["V1"].name}
    assert [each["code"] for each in events[1]["refers_to"]] == ["V1"]
