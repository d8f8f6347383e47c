"""Does the clock endpoint say why a ticket is due when it is due, in both languages, and what comes next?"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import httpx2
import pytest

from escalation.clocks import defaults
from escalation.kit.database.connection import Database
from escalation.kit.runtime.context import Runtime
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.engine.recalculation import recalculate
from tests.support.callers import Json
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World

THURSDAY_BEFORE_THE_NATIONAL_DAY = datetime.fromisoformat("2026-09-24T10:00:00+08:00")


@pytest.fixture
async def database(database: Database) -> Database:
    """A database whose clock stands before the Mid-autumn Festival and the National Day of 2026."""
    async with database.pool.acquire() as raw:
        await raw.execute("UPDATE clock SET advanced_by = $1 - clock_timestamp()", THURSDAY_BEFORE_THE_NATIONAL_DAY)
    return database


@pytest.fixture
async def the_seed_stays(runtime: Runtime) -> AsyncIterator[None]:
    """Whatever is published in a test goes with it."""
    yield
    await runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


async def the_clock(client: httpx2.AsyncClient, world: World, ticket: object, language: str = "en") -> Json:
    headers = await world.key("K1", "office") | {"Accept-Language": language}
    answer = await client.get(f"/v1/tickets/{ticket}/clock", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-language"].startswith(language)
    found: Json = answer.json()
    return found


async def in_progress(world: World) -> object:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    return ticket


async def test_the_rule_its_source_and_the_holidays_on_the_way_are_named(
    client: httpx2.AsyncClient, world: World
) -> None:
    ticket = await in_progress(world)
    clock = await the_clock(client, world, ticket)
    stage = clock["stage"]
    assert (stage["kind"], stage["rule"]["id"], stage["limit"]) == ("handle", "handle.routine.simple", "5wd")
    assert stage["limit_in_words"] == "5 working days, the day of the start is not counted"
    assert stage["rule"]["source"].startswith("《济南市12345市民服务热线条例》（2018年）第二十四条")
    assert (stage["policy_version"], stage["calendar_version"], stage["region"]) == (1, 1, "base")
    assert stage["due_at"] == "2026-10-09T09:30:00Z"
    holidays = [(day["first"], day["last"], day["en"]) for day in stage["days"]]
    assert holidays == [
        ("2026-09-25", "2026-09-27", "Mid-autumn Festival"),
        ("2026-10-01", "2026-10-07", "National Day"),
    ]
    assert (stage["measures"], stage["paused"]) == ("working", False)
    assert stage["budget_seconds"] == pytest.approx(40.5 * 3600, abs=60)
    assert clock["counts"] == "stage"


async def test_it_is_said_in_english(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_progress(world)
    said = "\n".join((await the_clock(client, world, ticket))["sentences"])
    for part in (
        "The promise to the citizen began on Thu 24 Sep 2026, 10:00, with the registration of the ticket.",
        "The stage 'handling of the matter' began on Thu 24 Sep 2026, 10:00.",
        "Rule handle.routine.simple of policy version 1, 'Handling, routine and simple'",
        "counted by calendar version 1: 5 working days, the day of the start is not counted.",
        "25 Sep 2026 to 27 Sep 2026 are holidays (Mid-autumn Festival).",
        "1 Oct 2026 to 7 Oct 2026 are holidays (National Day).",
        "So it is due on Fri 9 Oct 2026, 17:30.",
        "it turns yellow.",
    ):
        assert part in said, said


async def test_it_is_said_in_chinese(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await in_progress(world)
    said = "\n".join((await the_clock(client, world, ticket, "zh"))["sentences"])
    for part in ("2026年9月24日", "一般易办件办理时限", "5 个工作日", "国庆节", "2026年10月9日周五 17:30", "黄色"):
        assert part in said, said


async def test_what_comes_next_is_what_then_happens(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    foretold, told = [], []
    for _ in range(5):
        clock = await the_clock(client, world, ticket)
        foretold.append((clock["next"]["action"], clock["next"]["colour"]))
        at, now = [datetime.fromisoformat(text) for text in (clock["next"]["at"], clock["now"])]
        await world.advance(seconds=(at - now).total_seconds() + 1)
        await sweep(world.runtime)
        events = await client.get(f"/v1/tickets/{ticket}/events?limit=200", headers=await world.key("K1", "office"))
        last = events.json()["items"][-1]
        told.append((last["action"], last["data"].get("colour")))
    assert foretold == told
    assert foretold[:4] == [("warn", "yellow"), ("warn", "orange"), ("warn", "red"), ("escalate", None)]


async def test_where_it_will_climb_is_said(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await world.advance(days=4, hours=12)
    for _ in range(3):
        await sweep(world.runtime)
    clock = await the_clock(client, world, ticket)
    assert (clock["next"]["action"], clock["next"]["unit"]["code"]) == ("escalate", "T1")
    assert clock["escalates_at"] == clock["next"]["at"]
    assert "it climbs by itself to 单位T1." in clock["sentences"][-1]


async def test_a_limit_that_ends_on_a_day_without_work_tells_where_it_went(
    client: httpx2.AsyncClient, world: World
) -> None:
    ticket = await a_ticket(world, "V1", difficulty="hard")
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "UPDATE tickets SET started_at = '2026-08-03T02:00:00Z', running_since = '2026-08-03T02:00:00Z',"
            " due_at = '2026-10-08T09:30:00Z' WHERE id = $1",
            ticket,
        )
    clock = await the_clock(client, world, ticket)
    assert clock["overall"]["limit"] == "60d"
    assert clock["overall"]["due_at"] == "2026-10-08T09:30:00Z"
    said = "\n".join(clock["sentences"])
    assert "The last day, 2 Oct 2026, is one without work, so the limit ends on the next working day." in said
    assert "2 Oct 2026 to 7 Oct 2026 are holidays (National Day)." in said


async def test_a_date_beyond_the_last_gazetted_day_is_said_to_be_provisional(
    client: httpx2.AsyncClient, world: World
) -> None:
    await world.advance(days=90)
    ticket = await a_ticket(world, "V1")
    clock = await the_clock(client, world, ticket)
    assert clock["overall"]["provisional"] is True
    assert "This date is provisional: holidays are known only until 31 Dec 2026." in "\n".join(clock["sentences"])


async def test_an_extension_is_part_of_the_explanation(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "K1")
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1-ZJ"))
    await move(world, ticket, world.actor("K1-ZJ"), "sign")
    await move(world, ticket, world.actor("K1-ZJ"), "extend", days=2, reason="等待配件")
    waiting = await the_clock(client, world, ticket)
    asked = waiting["extensions"][0]["id"]
    headers = await world.key("K1-ZJ", "leader")
    await client.post(f"/v1/requests/{asked}/decision", json={"approve": True}, headers=headers)
    clock = await the_clock(client, world, ticket)
    assert (clock["extension_count"], clock["extensions"][0]["state"]) == (1, "approved")
    assert clock["stage"]["extended"] is True
    assert clock["overall"]["due_original_at"] < clock["overall"]["due_at"]
    said = "\n".join(clock["sentences"])
    assert "it waits for a decision until" in "\n".join(waiting["sentences"])
    assert "and granted." in said
    assert "The date promised at first was" in said


async def test_a_newer_calendar_is_announced_and_then_gone_by(
    client: httpx2.AsyncClient, world: World, the_seed_stays: None
) -> None:
    ticket = await in_progress(world)
    before = await the_clock(client, world, ticket)
    document: dict[str, Any] = {**defaults.calendar_document(), "version": 2}
    document["days"] = {**document["days"], "2026-10-08": {"kind": "holiday", "en": "Storm"}}
    answer = await client.post("/v1/calendars", headers=await world.key("C", "admin"), json=document)
    assert answer.status_code == 201, answer.text
    announced = await the_clock(client, world, ticket)
    for _ in range(3):  # It is begun, done, and found done.
        await recalculate(world.runtime)
    after = await the_clock(client, world, ticket)
    assert (announced["stage"]["calendar_version"], announced["calendar_in_force"]) == (1, 2)
    assert "Calendar version 2 is in force" in "\n".join(announced["sentences"])
    assert (before["stage"]["due_at"], after["stage"]["due_at"]) == ("2026-10-09T09:30:00Z", "2026-10-10T09:30:00Z")
    assert (after["stage"]["calendar_version"], after["stage"]["days"][-2]["en"]) == (2, "Storm")
    assert after["overall"]["due_original_at"] == before["overall"]["due_original_at"]


async def test_of_a_ticket_that_is_over_nothing_more_is_foretold(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "reject", reason_code="out_of_scope", reason="不属受理范围")
    clock = await the_clock(client, world, ticket)
    assert (clock["stage"], clock["next"], clock["counts"]) == (None, None, None)
    assert clock["sentences"][-1] == "The clock has nothing more to do with this ticket."
