"""How much of what has to be visited was visited (compliance), counted plan by plan and visit by visit?"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import ZONE
from bench.programme_year.recount.branches import Counts, add, told
from bench.programme_year.recount.snapshot import Figures, Snapshot

_MONTHS: Final = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}


def count_compliance(snapshot: Snapshot, day: date) -> Figures:
    """As of the end of a day."""
    made: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    for visit in snapshot.rows["visits"]:
        if visit["state"] == "made" and visit["duty_id"] is not None:
            made[visit["duty_id"]].append(visit)
    end = _midnight(day + timedelta(days=1))
    counts: Counts = Counter()
    for plan in snapshot.rows["visit_plans"]:
        if plan["void_at"] is not None:
            continue
        if plan["fulfilled_at"] is None and plan["due_at"] <= min(end, snapshot.now):
            add(counts, snapshot, plan["unit_id"], [("overdue",)])
        if plan["starts_on"] <= day and plan["ends_on"] == _last_day(plan["period"], day):
            for name, n in _of_plan(plan, made[plan["duty_id"]], day, end).items():
                add(counts, snapshot, plan["unit_id"], [(name,)], n)
    return told(counts)


def _of_plan(plan: Mapping[str, Any], visits: list[Mapping[str, Any]], day: date, end: datetime) -> dict[str, int]:
    begin = _first_of_rolling(plan["period"], day) if plan["counting"] == "rolling" else plan["starts_on"]
    counting = [visit for visit in visits if _midnight(begin) <= visit["made_at"] < end]
    marks = {bytes(mark) for visit in counting for mark in visit["household_marks"]}
    households = len(marks) + sum(visit["households"] - len(visit["household_marks"]) for visit in counting)
    wanted = plan["required_households"] or 0
    return {
        "plans": 1,
        "fulfilled": len(counting) >= plan["required_visits"] and households >= wanted,
        "visits done": min(len(counting), plan["required_visits"]), "visits required": plan["required_visits"],
        "households done": min(households, wanted), "households required": wanted,
        "households unknown": plan["covers_all"] and plan["required_households"] is None,
    }  # fmt: skip


def _last_day(period: str, day: date) -> date:
    month = -(-day.month // _MONTHS[period]) * _MONTHS[period]
    return date(day.year, month, monthrange(day.year, month)[1])


def _first_of_rolling(period: str, day: date) -> date:
    """As many months up to a day, which is one of them."""
    after = day + timedelta(days=1)
    months = after.year * 12 + after.month - 1 - _MONTHS[period]
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(after.day, monthrange(year, month)[1]))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE)
