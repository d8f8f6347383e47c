"""A unit hangs elsewhere: whoever saw its tickets from above and does not any more is told so, once for each."""

from uuid import UUID

import httpx2
import pytest

from escalation.kit.runtime.context import StoredResponse
from escalation.reorganisation.engine import scope_left
from escalation.reorganisation.usecases.reorganisation import move_unit
from escalation.tickets.domain.hash_chain import breaks
from escalation.tickets.storage.history import list_events
from escalation.tickets.usecases.transition import get_ticket
from escalation.verification.usecases.verify import verify
from tests.feed.feeds import read_on
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def hang(world: World, code: str, below: str) -> None:
    await move_unit(
        world.runtime,
        world.id(code),
        world.id(below),
        by=world.actor("C", "admin"),
        render=lambda _: StoredResponse(200, b""),
    )


async def tell(world: World, *, chunk: int = 2) -> int:
    """Until all are told; how many steps it took."""
    steps = 0
    while await scope_left.step(world.runtime, chunk=chunk):
        steps += 1
    await give_places(world.runtime)
    return steps


async def farewells_of(world: World) -> dict[UUID, list[str]]:
    """Which units were told, by ticket."""
    rows = await world.runtime.database.pool.fetch(
        "SELECT ticket_id, data FROM events WHERE type = 'ticket.scope_left' ORDER BY n"
    )
    codes = {str(unit.id): code for code, unit in world.units.items()}
    return {row["ticket_id"]: [codes[id_] for id_ in row["data"]["overseers"]] for row in rows}


async def operations(world: World) -> list[tuple[str, int, int]]:
    rows = await world.runtime.database.pool.fetch(
        "SELECT state, done, accepted FROM operations WHERE kind = 'farewell' ORDER BY created_at"
    )
    return [tuple(row) for row in rows]


async def test_who_was_above_and_is_not_any_more_is_told_of_each_open_ticket(
    world: World, client: httpx2.AsyncClient
) -> None:
    seen_from_above = {await a_ticket(world, code) for code in ("V1", "V2", "T1", "V1", "V2")}
    elsewhere = await a_ticket(world, "T2")
    await give_places(world.runtime)
    before, _after, _top = [await an_endpoint(world, code) for code in ("K1", "K2", "C")]

    await hang(world, "T1", "K2")
    steps = await tell(world)

    assert await farewells_of(world) == {ticket: ["K1"] for ticket in seen_from_above}
    assert (steps, await operations(world)) == (4, [("done", 5, 5)])
    owed = await world.runtime.database.pool.fetch("SELECT endpoint_id, subject_id FROM webhook_queue")
    assert {tuple(row) for row in owed} == {(before, ticket) for ticket in seen_from_above}
    mine = [item for item in await read_on(client, await world.key("K1", "integrator")) if item["ticket_id"]]
    assert {(item["type"], item["ticket_id"]) for item in mine if item["ticket_id"] != str(elsewhere)} == {
        ("ticket.scope_left", str(ticket)) for ticket in seen_from_above
    }
    assert not any(item["data"] for item in mine if item["type"] == "ticket.scope_left")


async def test_nobody_ends_the_telling_before_all_are_told(world: World, client: httpx2.AsyncClient) -> None:
    ticket = await a_ticket(world, "V1")
    await hang(world, "T1", "K2")
    admin = await world.key("C", "admin")
    (telling,) = (await client.get("/v1/operations", headers=admin)).json()["items"]
    refused = await client.delete(f"/v1/operations/{telling['id']}", headers=admin)
    assert (telling["kind"], refused.status_code) == ("farewell", 403)
    assert "imports" in refused.json()["detail"] or "导入" in refused.json()["detail"]
    await tell(world)
    assert await farewells_of(world) == {ticket: ["K1"]}


async def test_the_history_stays_whole_and_lawful(world: World) -> None:
    ticket_id = await a_ticket(world, "V1")
    await move(world, ticket_id, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))

    await hang(world, "T1", "K2")
    await tell(world)

    async with world.runtime.database.connection() as connection:
        history = await list_events(connection, ticket_id, after=0, limit=100)
    ticket = (await get_ticket(world.runtime, ticket_id, world.actor("K2", "office"))).ticket
    assert (history[-1].action, history[-1].principal, history[-1].to_state) == ("move_unit", "clock", "dispatched")
    assert breaks(ticket_id, history, ticket.event_hash, ticket.salt) is None
    assert (await verify(world.runtime)).findings == ()
    await move(world, ticket_id, world.actor("V1"), "sign")


async def test_who_sees_a_ticket_in_another_way_is_not_told(world: World) -> None:
    held, escalated, _about_them = [await a_ticket(world, "V1", accused=who) for who in (None, None, "K1")]
    await move(world, held, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, escalated, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    for code in ("V1", "T1"):
        await move(world, escalated, world.actor(code), "sign")
        await move(world, escalated, world.actor(code), "escalate", reason="解决不了")

    await hang(world, "T1", "K2")
    await tell(world)

    assert await farewells_of(world) == {held: ["K1"]}


@pytest.mark.parametrize(("unit", "below"), [("V1", "T1"), ("V2", "T2")])
async def test_who_moves_within_a_county_is_seen_by_the_same_from_above(world: World, unit: str, below: str) -> None:
    ticket = await a_ticket(world, unit)

    await hang(world, unit, below)
    await tell(world)

    assert await farewells_of(world) == ({} if unit == "V1" else {ticket: ["T1"]})


async def test_a_unit_without_open_tickets_goes_quietly(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    fields = {"reason": "不属于本级职责。", "reason_code": "court_matter"}
    await move(world, ticket, world.actor("V1", "leader"), "reject", **fields)

    await hang(world, "T1", "K2")

    assert (await tell(world), await operations(world)) == (0, [])


async def test_who_comes_back_before_it_was_told_was_never_away_for_those_above(world: World) -> None:
    ticket = await a_ticket(world, "V1")

    await hang(world, "T1", "K2")
    await hang(world, "T1", "K1")
    await tell(world)

    assert await farewells_of(world) == {ticket: ["K2"]}
    assert await operations(world) == [("done", 1, 1), ("done", 1, 1)]


async def test_what_a_worker_has_told_the_next_one_does_not_tell_again(world: World) -> None:
    tickets = [await a_ticket(world, "V1") for _ in range(3)]

    await hang(world, "T1", "K2")
    assert await scope_left.step(world.runtime, chunk=2)
    assert (list(await farewells_of(world)), await operations(world)) == (tickets[:2], [("running", 2, 2)])
    await tell(world)

    told = await world.runtime.database.pool.fetch("SELECT ticket_id FROM events WHERE type = 'ticket.scope_left'")
    assert sorted(row["ticket_id"] for row in told) == sorted(tickets)
