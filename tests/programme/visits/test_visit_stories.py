"""What happens to visits, told by those who make them: planned, warned, overdue, made late, and seen by whom."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from escalation.application import contact_visits
from escalation.key_rotation.storage.resealing import reseal
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.retention import KeptYears
from escalation.privacy.engine import erasing
from escalation.programme.visits.domain.periods import VisitPeriod, period_of
from escalation.programme.visits.engine import planning, retention
from escalation.programme.visits.storage.sealed_visited import marks_of, open_visited
from tests.support.callers import Callers, Json
from tests.support.things import OPINION

VISITS, PLANS, DUTIES, RECORDS = "/v1/visits", "/v1/visit-plans", "/v1/visit-duties", "/v1/visits/records"
ZONE = ZoneInfo("Asia/Shanghai")


async def now(callers: Callers) -> datetime:
    async with callers.world.runtime.database.connection() as connection:
        return await read_now(connection)


async def today(callers: Callers) -> date:
    return (await now(callers)).astimezone(ZONE).date()


async def turn_to(callers: Callers, day: date) -> None:
    """Turn the clock to the morning of a day; the engine stands still."""
    morning = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    await callers.world.advance(seconds=(morning - await now(callers)).total_seconds())
    callers.world.keys.clear()  # they have expired


async def go_to(callers: Callers, day: date) -> None:
    """Turn the clock to the morning of a day, on which the engine does what there is to do."""
    await turn_to(callers, day)
    await work(callers)


async def work(callers: Callers) -> None:
    """Let the engine do what there is to do."""
    for step in (planning.keep_duties, planning.begin_plans, planning.wake_plans):
        while await step(callers.world.runtime):
            pass


async def next_year(callers: Callers) -> date:
    """Turn the clock to the first day of a year: all periods begin with it."""
    day = period_of(VisitPeriod.YEAR, await today(callers)).last + timedelta(1)
    await go_to(callers, day)
    return day


def record(**fields: object) -> Json:
    return {"id": str(uuid4()), "households": 0, **fields}


async def made(callers: Callers, who: str, target: str, **fields: object) -> Json:
    """Record a visit made just now, expecting that it is taken."""
    at = (await now(callers)).isoformat()
    line = record(**{"made_at": at, "target_unit_id": str(callers.world.id(target)), **fields})
    (found,) = (await callers.send(who, RECORDS, items=[line]))["items"]
    assert found["problem"] is None, found
    return dict(found)


async def plans(callers: Callers, who: str, query: str = "") -> list[Json]:
    return await callers.pages(who, f"{PLANS}?{query}")


async def test_a_quarter_passes_and_a_visit_is_planned_warned_of_overdue_and_made_late(callers: Callers) -> None:
    first = await next_year(callers)
    village = str(callers.world.id("V1"))
    duty = await callers.send("K1 leader", DUTIES, target_unit_id=village)
    await work(callers)
    (plan,) = await plans(callers, "K1 handler", "mine=true")
    quarter = period_of(VisitPeriod.QUARTER, first)
    assert (plan["starts_on"], plan["ends_on"]) == (quarter.first.isoformat(), quarter.last.isoformat())
    assert (plan["state"], plan["required_visits"], plan["required_households"]) == ("open", 1, None)
    visit = await callers.send("K1 handler", VISITS, target_unit_id=village, day=first.isoformat())
    assert (visit["state"], visit["plan_id"], visit["warnings"]) == ("planned", plan["id"], [])
    await go_to(callers, quarter.last - timedelta(days=10))
    assert [each["state"] for each in await plans(callers, "K1 leader", "state=due_soon&own=true")] == ["due_soon"]
    await go_to(callers, quarter.last + timedelta(days=3))
    late, current = await plans(callers, "K1 leader", "own=true")
    assert [(late["id"], late["state"]), (current["state"], current["in_time"])] == [
        (plan["id"], "overdue"), ("open", None),
    ]  # fmt: skip
    await made(callers, "K1 handler", "V1", id=visit["id"], target_unit_id=None)
    found = await callers.get("K1 leader", f"{PLANS}/{plan['id']}")
    assert (found["state"], found["in_time"], found["made_visits"]) == ("fulfilled", False, 1)
    assert [each["id"] for each in await plans(callers, "K1 leader", "own=true")] == [current["id"]]
    figures = (await callers.get("K1 leader", f"{VISITS}/compliance"))["own"]
    assert figures["overdue"] == 0
    assert figures["visits"] == {"done": 1, "required": 1, "share": 1.0}
    assert (await callers.ask("K1 leader", "DELETE", f"{DUTIES}/{duty['id']}")).status_code == 204
    assert await plans(callers, "K1 leader", "own=true") == []
    rows = await callers.world.runtime.database.pool.fetch(
        "SELECT warned_at, overdue_at, wake_at FROM visit_plans WHERE duty_id = $1 ORDER BY due_at", UUID(duty["id"])
    )
    assert [(row["warned_at"] is None, row["overdue_at"] is None, row["wake_at"]) for row in rows] == [
        (False, False, None), (True, True, None),
    ]  # fmt: skip
    told = await callers.world.runtime.database.pool.fetch(
        """SELECT type, record_id, principal FROM events WHERE unit_id = $1 AND record_id IS NOT NULL
           ORDER BY occurred_at""",
        callers.world.id("K1"),
    )
    assert [(row["type"], str(row["record_id"])) for row in told] == [
        ("visit.planned", visit["id"]), ("visit_plan.due_soon", plan["id"]), ("visit_plan.overdue", plan["id"]),
        ("visit.made", visit["id"]),
    ]  # fmt: skip
    assert [row["principal"] == "clock" for row in told] == [False, True, True, False]


async def test_the_tree_gives_villages_and_townships_their_duties_once_and_takes_them_back(callers: Callers) -> None:
    await next_year(callers)
    await work(callers)
    given = {(each["unit"]["code"], each["target"]["code"]) for each in await callers.pages("C leader", DUTIES)}
    townships = {("T1", "V1"), ("T1", "V2"), ("T2", "V3")}
    assert given == townships | {(village, village) for village in ("V1", "V2", "V3")}
    owed = {
        (each["unit"]["code"], each["target"]["code"]): (each["period"], each["covers_all"])
        for each in await plans(callers, "C leader", "state=running")
    }
    assert owed == {pair: ("half_year" if pair in townships else "two_months", True) for pair in given}
    world = callers.world
    await callers.send("T2 leader", DUTIES, target_unit_id=str(world.id("V3")), team_id=await team(callers, "T2"))
    await work(callers)
    await dissolve_unit(callers, "V2", "V1")
    await work(callers)
    given = {(each["unit"]["code"], each["target"]["code"]) for each in await callers.pages("C leader", DUTIES)}
    assert given == {("T1", "V1"), ("T2", "V3"), ("V1", "V1"), ("V3", "V3")}
    assert {each["unit"]["code"] for each in await plans(callers, "T1 leader", "state=running")} == {"T1", "V1"}


async def test_what_was_given_goes_with_its_plan_to_whoever_succeeds(callers: Callers) -> None:
    await next_year(callers)
    for who, target in (("K1", "T1"), ("K2", "T1"), ("K2", "V3")):
        await given(callers, who, target)
    await work(callers)
    before = {each["id"] for each in await plans(callers, "C leader", "state=running") if each["period"] == "quarter"}
    await dissolve_unit(callers, "K2", "K1")
    await work(callers)
    after = await plans(callers, "K1 leader", "own=true")
    assert {(each["unit"]["code"], each["target"]["code"]) for each in after} == {("K1", "T1"), ("K1", "V3")}
    assert {each["id"] for each in after} < before


async def test_a_contact_point_of_a_cadre_is_visited_until_it_is_one_no_more(callers: Callers) -> None:
    await next_year(callers)
    pool, home, village = callers.world.runtime.database.pool, callers.world.id("C"), str(callers.world.id("V1"))
    cadre = await callers.send("C admin", "/v1/members", name="娜仁", home_unit_id=str(home), rank="bureau")
    point = await callers.send("C admin", "/v1/contact-points", member_id=cadre["id"], unit_id=village)
    while await contact_visits.step(callers.world.runtime):
        pass
    await work(callers)
    (plan,) = await plans(callers, "C leader", "own=true")
    assert (plan["member"]["name"], plan["target"]["code"], plan["period"]) == ("娜仁", "V1", "year")
    assert (plan["required_visits"], plan["required_households"]) == (4, 20)
    await callers.send("C admin", f"/v1/contact-points/{point['id']}/end", reason="分工调整")
    assert not await contact_visits.step(callers.world.runtime)
    assert await plans(callers, "C leader", "own=true") == []
    assert await pool.fetchval("SELECT count(*) FROM visit_duties WHERE unit_id = $1 AND ended_at IS NULL", home) == 0


async def given(callers: Callers, code: str, target: str) -> None:
    """Write that a unit was given another one, which need not lie below."""
    unit = callers.world.units[code]
    await callers.world.runtime.database.pool.execute(
        """
        INSERT INTO visit_duties
          (id, unit_id, unit_path, target_unit_id, derived, next_on, created_at, created_by)
        VALUES ($1, $2, $3, $4, false, $5, $6, 'test')
        """,
        uuid4(), unit.id, unit.path, callers.world.id(target), await today(callers), await now(callers),
    )  # fmt: skip


async def team(callers: Callers, code: str) -> str:
    return str((await callers.send("C admin", "/v1/teams", unit_id=str(callers.world.id(code)), name="一队"))["id"])


async def dissolve_unit(callers: Callers, code: str, successor: str) -> None:
    path = f"/v1/units/{callers.world.id(code)}/dissolve"
    await callers.send("C admin", path, successor_id=str(callers.world.id(successor)))


async def test_households_count_once_and_all_of_them_are_required_as_soon_as_somebody_says_how_many(
    callers: Callers,
) -> None:
    first = await next_year(callers)
    await work(callers)
    (plan,) = await plans(callers, "V1 leader")
    assert (plan["covers_all"], plan["required_households"]) == (True, None)
    unknown = (await callers.get("V1 leader", f"{VISITS}/compliance"))["own"]
    assert (unknown["households_unknown"], unknown["households"]["share"]) == (1, None)
    counts = [{"unit_code": "V1", "households": 5}]
    assert (await callers.ask("V2 leader", "PUT", f"{VISITS}/household-counts", json={"items": counts})).is_error
    await callers.put("T1 office", f"{VISITS}/household-counts", items=counts)
    await made(callers, "V1 handler", "V1", households=3, household_labels=["一组王家", "一组李家"])
    await made(callers, "V1 handler", "V1", households=2, household_labels=["一组 李家", "二组包家"])
    found = await callers.get("V1 handler", f"{PLANS}/{plan['id']}")
    assert (found["state"], found["made_visits"], found["made_households"]) == ("open", 2, 4)
    line = await made(callers, "V1 handler", "V1", households=1)
    found = await callers.get("V1 handler", f"{PLANS}/{plan['id']}")
    assert (found["state"], found["in_time"], found["made_households"]) == ("fulfilled", True, 5)
    cancelled = await callers.send("V1 leader", f"{VISITS}/{line['id']}/cancel", reason="记错了")
    assert (cancelled["state"], cancelled["version"]) == ("cancelled", 2)
    found = await callers.get("V1 handler", f"{PLANS}/{plan['id']}")
    assert (found["state"], found["made_households"]) == ("open", 4)
    await go_to(callers, period_of(VisitPeriod.TWO_MONTHS, first).last)
    assert [each["id"] for each in await plans(callers, "V1 leader", "state=due_soon")] == [plan["id"]]


async def test_a_phone_sends_again_what_it_is_not_sure_of_and_each_line_is_answered(callers: Callers) -> None:
    await next_year(callers)
    at, village = await now(callers), str(callers.world.id("V1"))
    good = record(made_at=at.isoformat(), target_unit_id=village, households=1)
    lines = [
        good,
        record(made_at=(at + timedelta(hours=1)).isoformat(), target_unit_id=village),
        record(made_at=(at - timedelta(days=31)).isoformat(), target_unit_id=village),
        record(made_at=at.isoformat()),
        record(made_at=at.isoformat(), target_unit_id=str(callers.world.id("V2"))),
        record(made_at=(at - timedelta(days=29)).isoformat(), target_unit_id=village),
    ]
    answer = await callers.send("V1 handler", RECORDS, items=lines)
    assert [each["result"] for each in answer["items"]] == ["recorded", *["refused"] * 4, "recorded"]
    assert [each["problem"]["errors"][0]["code"] for each in answer["items"][1:5]] == [
        "in_the_future", "too_old", "required", "out_of_reach",
    ]  # fmt: skip
    assert answer["recorded"] == 2
    again = await callers.send("V1 handler", RECORDS, items=[good, good | {"id": str(uuid4())}])
    assert [each["result"] for each in again["items"]] == ["known", "recorded"]
    other = await callers.send("V1 handler", RECORDS, items=[good | {"households": 2}])
    assert other["items"][0]["problem"]["code"] == "DUPLICATE"
    stranger = await callers.send("V2 handler", RECORDS, items=[good | {"target_unit_id": None}])
    assert stranger["items"][0]["problem"]["code"] == "DUPLICATE"
    assert stranger["items"][0]["visit"] is None


async def test_two_phones_that_record_the_same_visit_at_once_leave_one(callers: Callers) -> None:
    await next_year(callers)
    await work(callers)
    at, village = (await now(callers)).isoformat(), str(callers.world.id("V1"))
    line = record(made_at=at, target_unit_id=village, households=1, household_labels=["一组王家"])
    answers = await asyncio.gather(*(callers.send("V1 handler", RECORDS, items=[line]) for _ in range(6)))
    results = sorted(answer["items"][0]["result"] for answer in answers)
    assert results == [*["known"] * 5, "recorded"]
    more = [record(made_at=at, target_unit_id=village, households=1) for _ in range(6)]
    await asyncio.gather(*(callers.send("V1 handler", RECORDS, items=[each]) for each in more))
    (plan,) = await plans(callers, "V1 handler", "state=running")
    assert (plan["made_visits"], plan["made_households"]) == (7, 7)


async def test_who_else_is_there_is_said_when_a_visit_is_planned_or_recorded_and_stops_nobody(callers: Callers) -> None:
    first, day = await next_year(callers), timedelta(days=1)
    village = str(callers.world.id("V1"))
    await made(callers, "V1 handler", "V1", households=1, household_labels=["一组王家"])
    planned = await callers.send("T1 leader", VISITS, target_unit_id=village, day=(first + 5 * day).isoformat())
    assert planned["warnings"] == [{"kind": "unit", "count": 1, "days": [first.isoformat()]}]
    alone = await callers.send("T1 leader", VISITS, target_unit_id=village, day=(first + 14 * day).isoformat())
    assert alone["warnings"] == []
    line = await made(callers, "K1 handler", "V1", households=1, household_labels=["一组王家"])
    assert line["warnings"] == [], "a county's handler sees visits of their own unit alone"
    line = await made(callers, "K1 leader", "V1", households=1, household_labels=["一组 王家"])
    warned = {each["kind"]: each["days"] for each in line["warnings"]}
    assert warned == {"unit": [first.isoformat(), (first + 5 * day).isoformat()], "households": [first.isoformat()]}


async def test_nobody_sees_or_changes_the_visits_of_others(callers: Callers) -> None:
    await next_year(callers)
    line = await made(callers, "V1 handler", "V1", households=1, household_labels=["canary一组王家"])
    path = f"{VISITS}/{line['id']}"
    for who in ("V1 supervisor", "T1 leader", "K1 office", "C supervisor"):
        assert (await callers.get(who, path))["named_households"] == 1
    for who in ("T1 handler", "V2 leader", "K2 office"):
        assert (await callers.ask(who, "GET", path)).status_code == 404
        assert line["id"] not in (await callers.ask(who, "GET", VISITS)).text
        refused = await callers.ask(who, "POST", f"{path}/cancel", json={"reason": "x"})
        assert refused.status_code == 404
    assert (await callers.ask("T1 leader", "POST", f"{path}/cancel", json={"reason": "x"})).status_code == 403
    assert (await callers.ask("T1 leader", "POST", f"{path}/opinions", json=OPINION)).status_code == 403
    assert (await callers.ask("V1 supervisor", "POST", RECORDS, json={"items": [record()]})).status_code == 403
    pool = callers.world.runtime.database.pool
    for table in ("visits", "visit_plans", "events"):
        rows = await pool.fetch(f"SELECT row_to_json(t)::text AS said FROM {table} t")
        assert not any("canary" in row["said"] or "王家" in row["said"] for row in rows)


async def test_an_opinion_voiced_on_a_visit_is_registered_once_and_seen_by_its_own_rule(callers: Callers) -> None:
    await next_year(callers)
    line = await made(callers, "V1 handler", "V1")
    path, body = f"{VISITS}/{line['id']}", OPINION | {"source": "phone", "confidential": True}
    headers = {"Idempotency-Key": "once"}
    first = await callers.ask("V1 handler", "POST", f"{path}/opinions", json=body, headers=headers)
    again = await callers.ask("V1 handler", "POST", f"{path}/opinions", json=body, headers=headers)
    assert first.json() == again.json()
    assert first.json()["source"] == "visit"
    seen = (await callers.get("V1 leader", path))["opinions"]
    assert [each["id"] for each in seen] == [first.json()["id"]]
    assert (await callers.get("V1 handler", path))["opinions"] == []


async def test_the_visited_confirm_with_the_code_that_they_were_shown(callers: Callers) -> None:
    await next_year(callers)
    code = "7K3M-9QXW-2TBN-84CD"
    line = await made(callers, "V1 handler", "V1", confirmation_code=code)
    path = f"{VISITS}/confirmations"
    assert (await callers.ask("", "POST", path, json={"code": "0000-0000-0000-0000"})).status_code == 404
    told = await callers.send("", path, code="7k3m9qxw 2tbn84cd")
    assert (told["unit_name"], told["day"]) == ("单位V1", line["visit"]["day"])
    assert await callers.send("", path, code=code) == told
    found = await callers.get("V1 leader", f"{VISITS}/{line['id']}")
    assert found["confirmed_at"] == told["confirmed_at"]
    at = (await now(callers)).isoformat()
    taken = record(made_at=at, target_unit_id=str(callers.world.id("V2")), confirmation_code=code)
    (answer,) = (await callers.send("V2 handler", RECORDS, items=[taken]))["items"]
    assert answer["problem"]["code"] == "DUPLICATE"
    await callers.world.advance(days=31)
    assert (await callers.ask("", "POST", path, json={"code": code})).status_code == 404


async def test_another_master_key_seals_labels_and_knows_the_same_households(callers: Callers) -> None:
    await next_year(callers)
    line = await made(callers, "V1 handler", "V1", households=1, household_labels=["一组王家"])
    database, vault = callers.world.runtime.database, Vault(b"\x08" * 32, previous=[b"\x07" * 32])
    assert sum([page.resealed async for page in reseal(database, vault)]) == 1
    row = await database.pool.fetchrow("SELECT * FROM visits WHERE id = $1", UUID(line["id"]))
    assert row is not None
    anew = Vault(b"\x08" * 32)
    assert open_visited(anew, row).labels == ("一组王家",)
    assert row["household_marks"] == marks_of(anew, callers.world.id("V1"), ["一组王家"])


async def test_whom_a_visit_was_to_is_erased_with_what_they_said_and_by_age_and_how_many_stays(
    callers: Callers,
) -> None:
    await next_year(callers)
    lines = [await made(callers, "V1 handler", "V1", households=2, household_labels=["一组王家"]) for _ in range(2)]
    first, second = (f"{VISITS}/{line['id']}" for line in lines)
    opinion = await callers.send("V1 handler", f"{first}/opinions", **OPINION)
    asked = await callers.send("V1 leader", f"/v1/opinions/{opinion['id']}/erasure", reason="本人要求")
    await callers.send("T1 leader", f"/v1/erasures/{asked['id']}/decision", approve=True)
    runtime = replace(callers.world.runtime, kept=KeptYears(contacts=3))
    while await erasing.step(runtime):
        pass
    assert [(await callers.get("V1 leader", each))["named_households"] for each in (first, second)] == [0, 1]
    assert not await retention.step(runtime)
    assert (await callers.send("V1 leader", f"{second}/households", reason="x"))["labels"] == ["一组王家"]
    await callers.world.advance(days=3 * 366)
    callers.world.keys.clear()  # they have expired
    assert not await retention.step(runtime)
    found = await callers.get("V1 leader", second)
    assert (found["named_households"], found["households"]) == (0, 2)
    assert (await callers.send("V1 leader", f"{second}/households", reason="x"))["labels"] == []


async def test_after_a_long_sleep_every_period_that_was_missed_has_its_plan(callers: Callers) -> None:
    first, missed = await next_year(callers), 2
    await work(callers)
    later = first
    for _ in range(missed):
        later = period_of(VisitPeriod.TWO_MONTHS, later).last + timedelta(1)
    await go_to(callers, later)
    states: list[Any] = [each["state"] for each in await plans(callers, "V1 leader")]
    assert states == [*["overdue"] * missed, "open"]


async def test_what_was_visited_before_its_plan_was_written_counts_for_it(callers: Callers) -> None:
    """The engine stood still over the new year, and a village was given to the county in the middle of a quarter."""
    first = period_of(VisitPeriod.TWO_MONTHS, await next_year(callers)).last + timedelta(days=1)
    await turn_to(callers, first)
    at = datetime(first.year, first.month, first.day, 8, tzinfo=ZONE).isoformat()
    households = {"households": 2, "household_labels": ["一组", "二组"]}
    await made(callers, "V1 handler", "V1", made_at=at, **households)
    await made(callers, "V1 handler", "V1", made_at=at, **households)
    await made(callers, "K1 handler", "V1")
    before = await plans(callers, "V1 handler")
    assert [each["state"] for each in before] == ["overdue"]
    await callers.send("K1 leader", DUTIES, target_unit_id=str(callers.world.id("V1")))
    await work(callers)
    (plan,) = await plans(callers, "V1 handler", "state=running")
    assert (plan["state"], plan["made_visits"], plan["made_households"]) == ("fulfilled", 2, 2)
    (given_later,) = await plans(callers, "K1 leader", "state=fulfilled&own=true")
    assert (given_later["made_visits"], given_later["in_time"]) == (1, True)
    assert (await callers.get("V1 leader", f"{VISITS}/compliance"))["own"]["fulfilled"] == 1


async def test_a_planned_visit_is_recorded_whatever_became_of_its_plan_and_of_its_unit(callers: Callers) -> None:
    """It counts for another plan if its own is void, or done and over; a dissolved village is its successor."""
    first, village = await next_year(callers), str(callers.world.id("V2"))
    duty = await callers.send("K1 leader", DUTIES, target_unit_id=village)
    await work(callers)
    plan_visit = {"target_unit_id": village, "day": first.isoformat()}
    void, late = [await callers.send("K1 handler", VISITS, **plan_visit) for _ in range(2)]
    await callers.ask("K1 leader", "DELETE", f"{DUTIES}/{duty['id']}")
    assert (await made(callers, "K1 handler", "V2", id=void["id"]))["visit"]["plan_id"] is None
    await callers.send("K1 leader", DUTIES, target_unit_id=village)
    await work(callers)
    (done,) = await plans(callers, "K1 leader", "state=fulfilled&own=true")
    over = await callers.send("K1 handler", VISITS, **plan_visit)
    assert over["plan_id"] == done["id"]
    await go_to(callers, period_of(VisitPeriod.QUARTER, first).last + timedelta(days=1))
    (current,) = await plans(callers, "K1 leader", "own=true")
    assert (await made(callers, "K1 handler", "V2", id=over["id"]))["visit"]["plan_id"] == current["id"]

    await dissolve_unit(callers, "V2", "V1")
    line = record(id=late["id"], made_at=(await now(callers)).isoformat(), target_unit_id=village)
    fresh = record(made_at=line["made_at"], target_unit_id=village)
    taken, again = [(await callers.send("K1 handler", RECORDS, items=[line, fresh]))["items"] for _ in range(2)]
    assert [[each["result"] for each in answer] for answer in (taken, again)] == [["recorded"] * 2, ["known"] * 2]
    assert {each["visit"]["target"]["code"] for each in taken} == {"V1"}
