"""What was true when something was told for good (as known)? Bulletins and weeks of activity are never counted again.

So they are recounted when they have just been made: rows change afterwards, and what was told then stays.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import ZONE
from bench.programme_year.recount.branches import WHOLE
from bench.programme_year.recount.counting import is_late
from bench.programme_year.recount.rates import RateCounter, value
from bench.programme_year.recount.snapshot import AsKnown, Figures, Snapshot, read_snapshot
from escalation.kit.runtime.context import Runtime

_NEEDED: Final = (
    "units", "tickets", "hand_overs", "requests", "ticket_breaches", "visits", "visit_plans", "meetings",
    "meeting_rounds", "trend_alarms",
)  # fmt: skip
_WEEKLY: Final[Mapping[str, str]] = {
    "visits": "SELECT unit_id, recorded_at AS at FROM visits WHERE state = 'made' AND recorded_at >= $1",
    "diary": "SELECT unit_id, submitted_at AS at FROM diary_entries WHERE submitted_at >= $1",
    "opinions": "SELECT unit_id, received_at AS at FROM opinions WHERE source_system IS NULL AND received_at >= $1",
    "moves": "SELECT actor_unit_id AS unit_id, occurred_at AS at FROM events"
    " WHERE ticket_id IS NOT NULL AND trigger = 'person' AND actor_unit_id IS NOT NULL AND occurred_at >= $1",
    "closings": "SELECT holder_unit_id AS unit_id, closed_at AS at FROM tickets WHERE NOT is_open AND closed_at >= $1",
    "meetings": "SELECT unit_id, held_at AS at FROM meetings WHERE state = 'held' AND held_at >= $1",
}
NAMED: Final = 3
"""Units at each end, as the rules that come along have it."""


async def look(runtime: Runtime, known: AsKnown) -> None:
    """Recount what was told since the last look."""
    async with runtime.database.connection(changes=False) as connection:
        drafts: list[Any] = await connection.raw.fetch("SELECT * FROM bulletins ORDER BY drafted_at")
        weeks = await connection.raw.fetch("SELECT * FROM trend_weeks ORDER BY monday")
    new = [row for row in drafts if row["id"] not in known.bulletins]
    if new:
        snapshot = await read_snapshot(runtime, _NEEDED)
        known.bulletins |= _of_bulletins(replace(snapshot, now=new[0]["drafted_at"]), new)
    await _count_weeks(runtime, known, {row["monday"]: row["working_days"] for row in weeks})
    known.judged += [row["monday"] for row in weeks if row["judged_at"] and row["monday"] not in known.judged]


async def _count_weeks(runtime: Runtime, known: AsKnown, weeks: Mapping[date, int]) -> None:
    new = sorted(weeks.keys() - known.weeks.keys())
    if not new:
        return
    async with runtime.database.connection(changes=False) as connection:
        for kind, statement in _WEEKLY.items():
            for row in await connection.raw.fetch(statement, _midnight(new[0])):
                day = row["at"].astimezone(ZONE).date()
                monday = day - timedelta(days=day.weekday())
                if monday in new:
                    known.activity[monday, row["unit_id"], kind] += 1
    known.weeks |= {monday: weeks[monday] for monday in new}


def _of_bulletins(snapshot: Snapshot, rows: Sequence[Mapping[str, Any]]) -> dict[UUID, Figures]:
    counter = RateCounter(snapshot)
    periods = {(row["starts_on"], row["ends_on"]) for row in rows}
    periods |= {_before(*period) for period in periods}
    rates = {period: counter.rates("closed", *_moments(*period)) for period in periods}
    found: dict[UUID, Figures] = {}
    for row in rows:
        unit_id, period = row["unit_id"], (row["starts_on"], row["ends_on"])
        now, then = (rates[each].get((snapshot.codes[unit_id], WHOLE), {}) for each in (period, _before(*period)))
        below = [snapshot.codes[child] for child in snapshot.children(unit_id)]
        figures: Figures = {
            **_headline("now", now), **_headline("before", then),
            **{("rate", name): (*parts, value(name, parts, now)) for name, parts in now.items() if parts[1]},
            **_ends({code: rates[period].get((code, WHOLE), {}) for code in below}), **_overdue(snapshot, unit_id),
            **_of_mechanisms(snapshot, unit_id, *_moments(*period)),
        }  # fmt: skip
        found[row["id"]] = {name: figure for name, figure in figures.items() if figure}
    return found


def _headline(when: str, rates: Mapping[str, tuple[int, int]]) -> Figures:
    closed, accepted = rates.get("closure", (0, 0))
    on_time, promised = rates.get("on_time_closure", (0, 0))
    return {
        (when, "accepted"): accepted, (when, "closed"): closed, (when, "on_time"): on_time,
        (when, "late"): promised - on_time,
    }  # fmt: skip


def _ends(rates: Mapping[str, Mapping[str, tuple[int, int]]]) -> Figures:
    """The best and the worst by what was closed on time: of half of them each at most, equals by code."""
    shares = {code: value("on_time_closure", each["on_time_closure"], each) for code, each in rates.items() if each}
    order = sorted((-share, code) for code, share in shares.items() if share is not None)
    best = [code for _, code in order][: min(NAMED, -(-len(order) // 2))]
    worst = [code for _, code in reversed(order) if code not in best][:NAMED]
    return {("best",): tuple(best), ("worst",): tuple(worst)}


def _overdue(snapshot: Snapshot, unit_id: UUID) -> Figures:
    """Open tickets that lie below a unit, or were received there, and are late."""
    late = []
    for ticket in snapshot.rows["tickets"]:
        places_ = {*snapshot.above[ticket["holder_unit_id"]], *snapshot.above[ticket["origin_unit_id"]]}
        if ticket["is_open"] and ticket["stage_due_at"] and unit_id in places_ and is_late(ticket, snapshot.now):
            late.append(ticket)
    return {("overdue",): len(late), ("stuck",): sum(ticket["stuck"] for ticket in late)}


def _of_mechanisms(snapshot: Snapshot, unit_id: UUID, since: datetime, until: datetime) -> Figures:
    counts: Counter[str] = Counter()

    def count(name: str, table: str, at: str, **states: str) -> None:
        for row in snapshot.rows[table]:
            is_one = all(row[column] == state for column, state in states.items())
            if is_one and since <= row[at] < until and unit_id in snapshot.above[row["unit_id"]]:
                counts[name] += 1

    count("visits", "visits", "made_at", state="made")
    count("meetings", "meetings", "held_at", state="held")
    count("alarms", "trend_alarms", "found_at")
    for plan in snapshot.rows["visit_plans"]:
        is_owed = plan["fulfilled_at"] is None and plan["void_at"] is None and plan["due_at"] <= until
        counts["visits_overdue"] += is_owed and unit_id in snapshot.above[plan["unit_id"]]
    for each in snapshot.rows["meeting_rounds"]:
        counts["meetings_overdue"] += each["state"] == "overdue" and unit_id in snapshot.above[each["unit_id"]]
    return {("programme", name): n for name, n in counts.items()}


def _before(first: date, last: date) -> tuple[date, date]:
    """The month before a month, the year before a year."""
    end = first - timedelta(days=1)
    return (date(first.year - 1, 1, 1) if (last - first).days > 300 else end.replace(day=1)), end


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE)
