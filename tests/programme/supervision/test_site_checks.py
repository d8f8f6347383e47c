"""Checks on the spot: kept with the order that follows, read by whom it concerns, counted by unit."""

from datetime import timedelta
from uuid import UUID

from escalation.kit.database.clock import read_now
from escalation.messages.domain.rules import RULES
from tests.feed.feeds import number_events
from tests.support.callers import Callers, Json
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World

CHECKS, RESULTS, SECRET = "/v1/site-checks", "/v1/supervision-results", "东街三号的老张说路还没修"
SHARES = ("checks", "in_order", "share_in_order")
ORDER: Json = {"text": "三日内修好并报告。", "colour": "yellow"}


async def in_hand(world: World, unit: str = "V1") -> str:
    """A ticket that a unit has in hand."""
    ticket = await a_ticket(world, unit)
    await move(world, ticket, world.actor(unit, "leader"), "dispatch", unit_id=world.id(unit))
    await move(world, ticket, world.actor(unit), "sign")
    return str(ticket)


async def day(world: World, *, back: int = 0) -> str:
    async with world.runtime.database.connection() as connection:
        now = await read_now(connection) + timedelta(hours=8)
    return (now - timedelta(days=back)).date().isoformat()


async def a_check(callers: Callers, ticket: str, who: str = "K1 supervisor", **more: object) -> Json:
    body = {
        "subject_kind": "ticket",
        "subject_id": ticket,
        "checked_on": await day(callers.world),
        "found": SECRET,
        "verdict": "not_done",
    }
    return await callers.send(who, CHECKS, **body | more)


async def test_a_check_with_its_order_is_read_by_whom_it_concerns_and_its_words_stand_in_no_event(
    callers: Callers,
) -> None:
    world = callers.world
    ticket = await in_hand(world)
    office = "K1 office"
    made = await a_check(callers, ticket, office, place="东街三号", order=ORDER)
    assert (made["unit"]["code"], made["by_unit"], made["verdict"]) == ("V1", "单位K1", "not_done")
    (order,) = (await callers.get("V1 handler", f"/v1/tickets/{ticket}/orders"))["items"]
    assert (order["id"], order["text"], made["order_state"]) == (made["order_id"], ORDER["text"], "open")
    for who in ("V1 handler", "T1 leader", office, "C supervisor"):
        assert [each["id"] for each in (await callers.get(who, CHECKS))["items"]] == [made["id"]]
    for who in ("V2 handler", "T2 leader", "K2 admin"):
        assert (await callers.ask(who, "GET", f"{CHECKS}/{made['id']}")).status_code == 404
        assert (await callers.get(who, CHECKS))["items"] == []
    await number_events(world.runtime)
    events = (await callers.get("V1 handler", "/v1/events?type=site_check.*"))["items"]
    assert [(each["record_id"], each["data"]["details"]["ticket_id"]) for each in events] == [(made["id"], ticket)]
    assert events[0]["links"]["record"] == f"{CHECKS}/{made['id']}"
    rows = await world.runtime.database.pool.fetch("SELECT data::text || coalesce(reason, '') AS said FROM events")
    assert not [row for row in rows if SECRET in row["said"] or "东街三号" in row["said"]]
    assert RULES["site_checked"].events == ("site_check.recorded",)


async def test_a_check_is_refused_whole(callers: Callers) -> None:
    ticket = await in_hand(callers.world)
    await a_check(callers, ticket, "K1 office", order=ORDER)
    today, good = (
        await day(callers.world),
        {"subject_kind": "ticket", "subject_id": ticket, "found": "x", "verdict": "not_done"},
    )
    wrong: list[tuple[Json, str]] = [
        ({"checked_on": await day(callers.world, back=-2)}, "in_the_future"),
        ({"checked_on": await day(callers.world, back=40)}, "too_old"),
        ({"checked_on": today, "verdict": "in_order", "order": ORDER}, "nothing_wrong"),
        ({"checked_on": today, "sample_id": str(UUID(int=7))}, "not_drawn"),
    ]
    for more, code in wrong:
        answer = await callers.ask("K1 office", "POST", CHECKS, json=good | more)
        assert (answer.status_code, [each["code"] for each in answer.json()["errors"]]) == (422, [code])
    for who, status in (("V1 handler", 403), ("K1 admin", 403), ("K2 supervisor", 404)):
        assert (await callers.ask(who, "POST", CHECKS, json=good | {"checked_on": today})).status_code == status
    # One open order of a level: the check that asks for a second one is not kept either.
    again = await callers.ask("K1 office", "POST", CHECKS, json=good | {"checked_on": today, "order": ORDER})
    assert again.status_code == 409
    # A leader looks into it, and gives no orders.
    led = await callers.ask("K1 leader", "POST", CHECKS, json=good | {"checked_on": today, "order": ORDER})
    assert led.status_code == 403
    assert len((await callers.get("K1 office", CHECKS))["items"]) == 1


async def test_what_is_confidential_is_not_named_in_the_log_nor_shown_to_who_may_not_know(callers: Callers) -> None:
    ticket = await in_hand(callers.world)
    async with as_owner(callers.world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET confidential = true WHERE id = $1", UUID(ticket))
    made = await a_check(callers, ticket, "K1 office")
    row = await callers.world.runtime.database.pool.fetchrow("SELECT data FROM events WHERE record_id IS NOT NULL")
    assert row is not None
    assert (row["data"]["ticket_id"], row["data"]["number"]) == (None, None)
    assert (await callers.ask("T1 leader", "GET", f"{CHECKS}/{made['id']}")).status_code == 200
    for who in ("K1 supervisor", "V1 handler"):
        assert (await callers.ask(who, "GET", f"{CHECKS}/{made['id']}")).status_code == 404


async def test_checks_of_a_sample_are_its_results_and_units_are_counted_with_all_below(callers: Callers) -> None:
    tickets = [await in_hand(callers.world, unit) for unit in ("V1", "V1", "V2", "V3")]
    sample = await callers.send("K1 supervisor", "/v1/samples", frame="open", size=4)
    for ticket, verdict in zip(tickets, ("in_order", "not_done", "not_in_order", "in_order"), strict=True):
        await a_check(callers, ticket, sample_id=sample["id"], verdict=verdict)
    shown = await callers.get("K1 supervisor", f"/v1/samples/{sample['id']}")
    assert (shown["checked"], shown["not_in_order"]) == (4, 2)
    assert {each["subject"]["id"]: each["verdict"] for each in shown["lots"]}[tickets[1]] == "not_done"
    items = (await callers.get("K1 supervisor", RESULTS))["items"]
    found = {each["unit"]["code"]: tuple(each["tickets"][name] for name in SHARES) for each in items}
    assert (found["K1"], found["T1"], found["T2"]) == ((0, 0, None), (3, 1, 1 / 3), (1, 1, 1.0))
    below = (await callers.get("K1 supervisor", f"{RESULTS}?unit=T1&since={await day(callers.world)}"))["items"]
    assert {each["unit"]["code"]: each["tickets"]["checks"] for each in below} == {"T1": 0, "V1": 2, "V2": 1}
    late = (await callers.get("K1 supervisor", f"{RESULTS}?until={await day(callers.world)}"))["items"]
    assert {each["tickets"]["checks"] for each in late} == {0}
    assert (await callers.ask("T2 leader", "GET", f"{RESULTS}?unit=T1")).status_code == 404
