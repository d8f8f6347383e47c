"""Stories of a desk that moves many tickets at once: each by itself, all of it once."""

from asyncio import gather
from random import Random
from typing import Any
from uuid import UUID

import httpx2
import pytest

from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime import idempotency
from tests.support.makers import a_ticket, move
from tests.support.world import World

Headers = dict[str, str]
URL = "/v1/tickets/transitions"
COMMENT = {"action": "comment", "text": "请抓紧。"}


def body_of(tickets: list[UUID], move_: dict[str, Any], **versions: int) -> dict[str, Any]:
    return {"tickets": [{"id": str(id_), "version": versions.get(str(id_))} for id_ in tickets], "move": move_}


async def versions_of(world: World, tickets: list[UUID]) -> list[int]:
    rows = await world.runtime.database.pool.fetch(
        "SELECT version FROM tickets t JOIN unnest($1::uuid[]) WITH ORDINALITY AS a (id, n) USING (id) ORDER BY n",
        tickets,
    )
    return [row["version"] for row in rows]


async def test_what_cannot_be_moved_stops_nothing_else(client: httpx2.AsyncClient, world: World) -> None:
    fresh, stale, elsewhere, moved = [await a_ticket(world, unit) for unit in ("V1", "V1", "V2", "V1")]
    await move(world, moved, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    tickets = [fresh, stale, elsewhere, new_id(), moved]
    body = body_of(tickets, {"action": "dispatch"}, **{str(stale): 7, str(fresh): 1})
    answer = await client.post(URL, json=body, headers=await world.key("V1", "leader") | {"Accept-Language": "en"})
    items = answer.json()["items"]
    assert (answer.status_code, answer.json()["moved"]) == (200, 1)
    assert [UUID(item["id"]) for item in items] == tickets
    assert [item["status"] for item in items] == [200, 412, 404, 404, 409]
    assert (items[0]["state"], items[0]["version"]) == ("dispatched", 2)
    assert [item["problem"] and item["problem"]["code"] for item in items[1:]] == [
        "STALE_VERSION", "NOT_FOUND", "NOT_FOUND", "TRANSITION_NOT_ALLOWED",
    ]  # fmt: skip
    assert await versions_of(world, [fresh, stale, elsewhere, moved]) == [2, 1, 1, 2]


async def test_each_is_answered_as_the_same_move_of_it_alone(client: httpx2.AsyncClient, world: World) -> None:
    tickets, headers = [await a_ticket(world) for _ in range(3)], await world.key("V1", "leader")
    for move_ in ({"action": "sign"}, {"action": "reject"}, {"action": "dispatch", "unit_id": str(world.id("K2"))}):
        lines = (await client.post(URL, json=body_of(tickets, move_), headers=headers)).json()["items"]
        alone = [await client.post(f"/v1/tickets/{id_}/transitions", json=move_, headers=headers) for id_ in tickets]
        for line, single in zip(lines, alone, strict=True):
            assert line["problem"] | {"request_id": ""} == single.json() | {"request_id": ""}


async def test_tickets_are_merged_into_one(client: httpx2.AsyncClient, world: World) -> None:
    into, *tickets = [await a_ticket(world) for _ in range(4)]
    body = body_of([*tickets, into], {"action": "merge", "into_ticket_id": str(into)})
    items = (await client.post(URL, json=body, headers=await world.key("V1", "leader"))).json()["items"]
    assert [item["state"] for item in items] == ["merged", "merged", "merged", None]


async def test_a_batch_costs_no_more_trips_than_a_line(
    client: httpx2.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers, tickets, asked = await world.key("V1", "leader"), [await a_ticket(world) for _ in range(20)], 0
    rows = Connection.rows

    async def counted(connection: Connection, *given: Any, **named: Any) -> Any:
        nonlocal asked
        asked += 1
        return await rows(connection, *given, **named)

    monkeypatch.setattr(Connection, "rows", counted)
    costs = []
    for some in (tickets[:2], tickets):
        asked = 0
        answer = await client.post(URL, json=body_of(some, COMMENT), headers=headers)
        assert answer.json()["moved"] == len(some)
        costs.append(asked)
    assert costs[0] == costs[1]


async def test_batches_of_the_same_tickets_in_any_order_wait_for_each_other_in_no_circle(
    client: httpx2.AsyncClient, world: World
) -> None:
    tickets = [await a_ticket(world) for _ in range(12)]
    keys = [await world.key("V1", role) for role in ("leader", "handler", "office", "supervisor")]
    order, asked = Random(7), []
    for headers in keys * 3:
        order.shuffle(tickets)
        asked.append(client.post(URL, json=body_of(tickets, COMMENT), headers=headers))
    answers = await gather(*asked)
    assert [(each.status_code, each.json()["moved"]) for each in answers] == [(200, len(tickets))] * len(answers)
    assert await versions_of(world, tickets) == [1 + len(answers)] * len(tickets)


async def test_cut_off_in_the_middle_and_repeated_it_is_done_once(
    client: httpx2.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = [await a_ticket(world) for _ in range(3)]
    headers = await world.key("V1", "leader") | {"Idempotency-Key": "batch-1"}
    body = body_of(tickets, COMMENT)

    async def killed(*_: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as here:
        here.setattr(idempotency, "keep", killed)
        assert (await client.post(URL, json=body, headers=headers)).status_code == 503
    assert await versions_of(world, tickets) == [1, 1, 1]
    first = await client.post(URL, json=body, headers=headers)
    again = await client.post(URL, json=body, headers=headers)
    assert (first.content, again.headers["idempotency-replayed"]) == (again.content, "true")
    assert await versions_of(world, tickets) == [2, 2, 2]
    other = await client.post(URL, json=body_of(tickets[:1], COMMENT), headers=headers)
    assert other.json()["code"] == "IDEMPOTENCY_KEY_REUSED"


async def test_no_ticket_is_named_twice_and_no_more_than_a_hundred(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("V1", "leader")
    for tickets in ([], [new_id()] * 2, [new_id() for _ in range(101)]):
        answer = await client.post(URL, json=body_of(tickets, COMMENT), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED")
