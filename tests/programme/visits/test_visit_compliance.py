"""Figures of visits are those of a naive recount, by unit and by who visits, on any day; and lists lead to them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest

from escalation.kit.database.subtree_indexes import depth_of
from escalation.kit.runtime.subtree import end_of
from escalation.programme.visits.domain.periods import VisitPeriod, rolling
from escalation.programme.visits.storage import planning, plans
from escalation.programme.visits.storage.plans import PlanState
from tests.programme.visits.test_visit_stories import DUTIES, PLANS, VISITS, ZONE, next_year, now, record, today, work
from tests.support.callers import Callers, Json
from tests.support.world import TREE

PARENTS = {code: parent for code, parent, *_ in TREE}
Figures = Mapping[str, int]


async def test_figures_are_those_of_a_naive_recount_and_their_lists_have_as_many(callers: Callers) -> None:
    await next_year(callers)
    await _busy_months(callers, Random(7))
    owed, visits = await _rows(callers, "visit_plans"), await _rows(callers, "visits")
    assert len(visits) > 60
    assert len({visit["plan_id"] for visit in visits}) > 12
    day = await today(callers)
    for as_of in (day, day - timedelta(days=17), day - timedelta(days=70)):
        wanted = recounted(owed, visits, as_of, await now(callers))
        for code in ("C", "K1", "T1", "V1"):
            found = await callers.get(f"{code} leader", f"{VISITS}/compliance?as_of={as_of}")
            below = [unit for unit, parent in PARENTS.items() if parent == code]
            told = {each["unit"]["code"]: _flat(each["figures"]) for each in found["items"]}
            assert told == {unit: _sum(wanted, _subtree(unit)) for unit in below}
            assert _flat(found["total"]["figures"]) == _sum(wanted, _subtree(code))
            assert _flat(found["own"]) == _sum(wanted, [code])
            visitors = [_flat(each["figures"]) for each in found["visitors"]]
            assert _flat(found["own"]) == _add(visitors)
    figures = (await callers.get("C leader", f"{VISITS}/compliance?unit=K1"))["total"]["figures"]
    for state, number in (("running", figures["plans"]), ("overdue", figures["overdue"])):
        assert len(await callers.pages("C leader", f"{PLANS}?unit=K1&state={state}", limit=3)) == number > 0
    handler = await callers.get("T1 handler", f"{VISITS}/compliance")
    assert handler["items"] == []
    assert handler["total"]["figures"] == handler["own"]
    assert (await callers.ask("T1 handler", "GET", f"{VISITS}/compliance?unit=V1")).status_code == 404
    later = f"{VISITS}/compliance?as_of={day + timedelta(days=1)}"
    assert (await callers.ask("C leader", "GET", later)).status_code == 422


async def _busy_months(callers: Callers, chance: Random) -> None:
    """Half a year in which visits are made by whom it happens, to households that come again; some are cancelled."""
    await callers.send("K1 office", DUTIES, target_unit_id=str(callers.world.id("V1")))
    await callers.put("C office", f"{VISITS}/household-counts", items=[{"unit_code": "V1", "households": 9}])
    await callers.put("C office", f"{VISITS}/household-counts", items=[{"unit_code": "V3", "households": 4}])
    for _ in range(12):
        await work(callers)
        at = await now(callers)
        for unit, target in (("V1", "V1"), ("V2", "V2"), ("V3", "V3"), ("T1", "V1"), ("T1", "V2"), ("K1", "V1")):
            lines = [
                _record(callers, target, at - timedelta(hours=chance.randrange(300)), chance)
                for _ in range(chance.randrange(3))
            ]
            if lines:
                told = await callers.send(f"{unit} handler", f"{VISITS}/records", items=lines)
                assert told["recorded"] == len(lines)
                if chance.random() < 0.2:
                    path = f"{VISITS}/{lines[0]['id']}/cancel"
                    await callers.send(f"{unit} leader", path, reason="记错了")
        await callers.world.advance(days=15)
        callers.world.keys.clear()  # they have expired
    await work(callers)


def _record(callers: Callers, target: str, at: datetime, chance: Random) -> Json:
    labels = chance.sample(["一组王家", "一组李家", "二组包家", "三组白家"], chance.randrange(4))
    more = chance.randrange(2)
    return record(
        id=str(uuid4()), made_at=at.isoformat(), target_unit_id=str(callers.world.id(target)),
        households=len(labels) + more, household_labels=labels,
    )  # fmt: skip


async def _rows(callers: Callers, table: str) -> list[Json]:
    rows = await callers.world.runtime.database.pool.fetch(
        f"SELECT t.*, u.code AS unit FROM {table} t JOIN units u ON u.id = t.unit_id"
    )
    return [dict(row) for row in rows]


def recounted(owed: Sequence[Json], visits: Sequence[Json], day: date, now: datetime) -> dict[str, list[Figures]]:
    """The figures of every plan, by unit, told by its visits one by one."""
    of_duty: dict[UUID, list[Json]] = defaultdict(list)
    for visit in visits:
        if visit["state"] == "made" and visit["duty_id"]:
            of_duty[visit["duty_id"]].append(visit)
    found: dict[str, list[Figures]] = defaultdict(list)
    over = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(days=1)
    for plan in owed:
        if plan["fulfilled_at"] is None and plan["void_at"] is None and plan["due_at"] <= min(over, now):
            found[plan["unit"]].append({"overdue": 1})
        if plan["starts_on"] <= day <= plan["ends_on"] and plan["void_at"] is None:
            found[plan["unit"]].append(_of_plan(plan, of_duty[plan["duty_id"]], day))
    return found


def _of_plan(plan: Json, visits: Sequence[Json], day: date) -> Figures:
    span = rolling(VisitPeriod(plan["period"]), day)
    counted = [each for each in visits if span.covers(each["made_at"].astimezone(ZONE).date())]
    marks = {mark for each in counted for mark in each["household_marks"]}
    households = len(marks) + sum(each["households"] - len(each["household_marks"]) for each in counted)
    required = plan["required_households"] or 0
    enough = len(counted) >= plan["required_visits"] and households >= required
    return {
        "plans": 1, "fulfilled": int(enough), "visits": min(len(counted), plan["required_visits"]),
        "visits_required": plan["required_visits"], "households": min(households, required),
        "households_required": required,
        "households_unknown": int(plan["covers_all"] and plan["required_households"] is None),
    }  # fmt: skip


def _subtree(code: str) -> list[str]:
    return [code, *(below for child, parent in PARENTS.items() if parent == code for below in _subtree(child))]


def _sum(found: Mapping[str, Sequence[Figures]], units: Sequence[str]) -> dict[str, int]:
    return _add([each for unit in units for each in found.get(unit, [])])


def _add(figures: Sequence[Figures]) -> dict[str, int]:
    names = (
        "plans", "fulfilled", "overdue", "visits", "visits_required", "households", "households_required",
        "households_unknown",
    )  # fmt: skip
    return {name: sum(each.get(name, 0) for each in figures) for name in names}


def _flat(figures: Json) -> dict[str, int]:
    """Figures as an answer has them, without the shares, which follow."""
    flat = dict(figures)
    for name in ("visits", "households"):
        told = flat.pop(name)
        share = round(told["done"] / told["required"], 4) if told["required"] else None
        assert told["share"] == share
        flat |= {name: told["done"], f"{name}_required": told["required"]}
    return _add([flat])


@pytest.mark.database_of_its_own
async def test_lists_and_clocks_read_as_many_rows_as_they_tell_however_many_plans_are_done(callers: Callers) -> None:
    await next_year(callers)
    await work(callers)
    pool, unit = callers.world.runtime.database.pool, callers.world.units["V1"]
    duty = await pool.fetchval("SELECT id FROM visit_duties WHERE unit_id = $1", unit.id)
    await pool.execute(
        """
        INSERT INTO visit_plans (
          id, duty_id, unit_id, unit_path, target_unit_id, period, counting, starts_on, ends_on, warn_at, due_at,
          required_visits, covers_all, fulfilled_at, created_at
        )
        SELECT gen_random_uuid(), $1, $2, $3, $2, 'month', 'rolling', d, d + 1, d, d, 1, false, d, d
        FROM (SELECT date '1990-01-01' + n AS d FROM generate_series(1, 5000) n) s
        """,
        duty, unit.id, unit.path,
    )  # fmt: skip
    depth = depth_of(unit.path, end_of(unit.path))
    page = plans._page(PlanState.OPEN, depth, has_target=False, is_mine=False, goes_on=False)
    asked = page.arguments({"start": unit.path, "end": end_of(unit.path), "limit": 50})
    due = planning._DUE_PLANS.arguments({"now": await now(callers), "limit": 500})
    for statement, arguments in ((page.text, asked), (planning._DUE_PLANS.text, due)):
        async with callers.world.runtime.database.transaction() as connection:
            (explained,) = await connection.raw.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", *arguments)
        scans = [node for node in _nodes(explained["Plan"]) if node.get("Relation Name") == "visit_plans"]
        assert scans
        assert sum(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in scans) < 20


def _nodes(node: Json) -> Iterator[Json]:
    yield node
    for part in node.get("Plans", []):
        yield from _nodes(part)
