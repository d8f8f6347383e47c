"""How many entries, rows, tasks, rounds and checks are there (counting), one by one?"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import ZONE
from bench.programme_year.recount.branches import Counts, add, places, told
from bench.programme_year.recount.snapshot import Figures, Snapshot

_WITHOUT_TICKET: Final = timedelta(days=15)
_EVERY, _WARNED = 2, 10
"""Months between meetings, and days before the next one is due: as the rules that come along have them."""
_DONE: Final = 100


def count_diary(snapshot: Snapshot, year: int) -> Figures:
    """Entries of a year that were handed in, by month, their grades, and who wrote them."""
    counts: Counts = Counter()
    authors: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for entry in snapshot.rows["diary_entries"]:
        if entry["state"] == "draft" or entry["day"].year != year:
            continue
        month = entry["day"].replace(day=1)
        names: list[tuple[object, ...]] = [(month, "submitted")]
        if entry["state"] == "reviewed":
            names += [(month, "reviewed"), (month, f"grade {entry['grade']}")]
        add(counts, snapshot, entry["unit_id"], names)
        for place in places(snapshot, entry["unit_id"]):
            authors[(*place, month, "authors")].add(entry["written_by"])
    return {**told(counts), **{name: len(who) for name, who in authors.items()}}


def count_ledger(snapshot: Snapshot) -> Figures:
    """Rows by whether they are open, late, written off."""
    tickets = {ticket["id"]: ticket for ticket in snapshot.rows["tickets"]}
    of_opinion = {opinion["id"]: tickets.get(opinion["ticket_id"]) for opinion in snapshot.rows["opinions"]}
    counts: Counts = Counter()
    for row in snapshot.rows["ledger_rows"]:
        ticket = of_opinion.get(row["opinion_id"])
        is_open = row["written_off_on"] is None and (ticket is None or ticket["is_open"])
        names = [("entered",), ("open",) if is_open else ("written_off",)]
        is_stale = row["entered_on"] < snapshot.now.astimezone(ZONE).date() - _WITHOUT_TICKET
        if is_open and (is_late(ticket, snapshot.now) if ticket else is_stale):
            names.append(("overdue",))
        add(counts, snapshot, row["unit_id"], names)
    return told(counts)


def count_tasks(snapshot: Snapshot, year: int) -> Figures:
    """Tasks of a year, how far they are, and which are late."""
    today = snapshot.now.astimezone(ZONE).date()
    counts: Counts = Counter()
    for task in snapshot.rows["unit_tasks"]:
        if task["retired_at"] is not None or task["year"] != year:
            continue
        names = [("tasks",)]
        if task["percent"] == _DONE:
            names.append(("done",))
        elif task["due_on"] is not None and task["due_on"] < today:
            names.append(("late",))
        add(counts, snapshot, task["unit_id"], names)
        add(counts, snapshot, task["unit_id"], [("percents",)], task["percent"])
    return told(counts)


def count_rounds(snapshot: Snapshot) -> Figures:
    """By when each unit has to meet, counted from its last meeting, and how that stands."""
    held: dict[UUID, datetime] = {}
    sessions: Counter[UUID] = Counter()
    for meeting in snapshot.rows["meetings"]:
        if meeting["state"] == "held":
            unit_id = meeting["unit_id"]
            held[unit_id] = max(held.get(unit_id, meeting["held_at"]), meeting["held_at"])
            sessions[unit_id] += 1
    found: dict[tuple[object, ...], object] = {}
    for row in snapshot.rows["meeting_rounds"]:
        since = held.get(row["unit_id"], row["counted_from"])
        due = _months_later(since.astimezone(ZONE).date(), _EVERY)
        end = datetime.combine(due + timedelta(days=1), time.min, ZONE)
        warned = end - timedelta(days=_WARNED)
        state = "overdue" if snapshot.now >= end else "due_soon" if snapshot.now >= warned else "waiting"
        code = snapshot.codes[row["unit_id"]]
        found[code, "due on"], found[code, "state"] = due, state
        found[code, "last held"] = held.get(row["unit_id"])
        if sessions[row["unit_id"]]:
            found[code, "sessions"] = sessions[row["unit_id"]]
    return found


def count_checks(snapshot: Snapshot) -> Figures:
    """Checks on the spot by what was found."""
    counts: Counts = Counter()
    for check in snapshot.rows["site_checks"]:
        kind = check["subject_kind"]
        names: list[tuple[object, ...]] = [(kind, "checks"), (kind, check["verdict"])]
        if check["order_id"] is not None:
            names.append((kind, "orders"))
        elif check["verdict"] != "in_order":
            names.append((kind, "findings"))
        add(counts, snapshot, check["unit_id"], names)
    return told(counts)


def count_samples(snapshot: Snapshot) -> Figures:
    """Of each sample how much was drawn, how much of it was looked at, and what was not in order when last seen."""
    last: dict[tuple[UUID, UUID], Mapping[str, Any]] = {}
    for check in sorted(snapshot.rows["site_checks"], key=lambda check: check["id"]):
        if check["sample_id"] is not None:
            last[check["sample_id"], check["subject_id"]] = check
    counts: Counter[tuple[object, ...]] = Counter()
    for lot in snapshot.rows["sample_lots"]:
        counts[lot["sample_id"], "drawn"] += 1
    for (sample_id, _), check in last.items():
        counts[sample_id, "checked"] += 1
        counts[sample_id, "not in order"] += check["verdict"] != "in_order"
    return told(counts)


def count_numbers(snapshot: Snapshot) -> Figures:
    """Which number each published bulletin has: its place among those of its unit and year."""
    counts: Counter[tuple[object, ...]] = Counter()
    found: dict[tuple[object, ...], object] = {}
    published = [row for row in snapshot.rows["bulletins"] if row["published_at"] is not None]
    for row in sorted(published, key=lambda row: row["published_at"]):
        year = row["published_at"].astimezone(ZONE).year
        counts[row["unit_id"], year] += 1
        found[row["id"], "number"] = (year, counts[row["unit_id"], year])
    return found


def is_late(ticket: Mapping[str, Any], now: datetime) -> bool:
    """Whether a ticket that somebody has to act on was due by now."""
    due = ticket["stage_due_at"]
    if ticket["fulfilled_at"] is None:
        due = min(due, ticket["due_at"])
    return bool(due <= now)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
