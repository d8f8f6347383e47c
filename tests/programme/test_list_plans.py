"""A page of any list of the programme costs a page: wherever records lie, whatever is closed, at any depth of the tree.

One village has all records, nearly all of them closed: a table just imported, of which nobody has made statistics, and
one of which they say that everything lies in that village. Who has them reads a page, who has none next to nothing.
Without the index of its order a list reads the table.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID, uuid4

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database import subtree_indexes
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.storage.units import find_units
from escalation.programme.bulletins.storage.bulletins import list_bulletins
from escalation.programme.contact_points.storage.contact_points import ContactFilters, list_contact_points
from escalation.programme.diary.domain.entries import DiaryState
from escalation.programme.diary.storage.diary_counts import count_entries
from escalation.programme.diary.storage.entries import DiaryFilters, list_entries
from escalation.programme.ledger.domain.ledger_rows import LedgerStatus
from escalation.programme.ledger.storage.ledger_counts import count_rows
from escalation.programme.ledger.storage.rows import LedgerFilters, LedgerLook, list_rows
from escalation.programme.meetings.storage.decisions import list_decisions
from escalation.programme.meetings.storage.meetings import MeetingsWanted, list_meetings
from escalation.programme.supervision.domain.site_checks import Verdict
from escalation.programme.supervision.storage.check_counts import count_checks
from escalation.programme.supervision.storage.samples import list_samples
from escalation.programme.supervision.storage.site_checks import CheckFilters, list_checks
from escalation.programme.supervision.storage.ticket_subjects import TICKETS
from escalation.programme.trends.storage.alarms import list_alarms
from escalation.programme.visits.storage.duties import list_duties
from escalation.programme.visits.storage.plans import PlanFilters, PlanState, list_plans
from escalation.programme.visits.storage.visit_subjects import VISITS
from escalation.programme.visits.storage.visits import VisitFilters, list_visits
from tests.support.roles import as_owner
from tests.support.visibility_rules import forget_statements
from tests.support.world import World
from tests.tickets.lists.plans import Recorder

pytestmark = pytest.mark.database_of_its_own

ROWS: Final = 3_000
PAGE: Final = 51
BOUND: Final = 1_000
"""Pages of memory: a page of fifty with all that each line names, each found by its key."""
NOTHING: Final = 100
MONTH: Final = 150
NOW: Final = datetime(2026, 12, 1, tzinfo=UTC)
_ID: Final = "('0190' || lpad(to_hex(i), 8, '0') || '70008000000000000000')::uuid"
_OVER: Final = "i % 100 <> 0"
_ENDED: Final = f"CASE WHEN {_OVER} THEN now() END"
# What a table gets: its columns besides those that nearly all have, and their values.
_FILLED: Final = {
    "contact_points": (
        "member_id, first_unit_id, place, assigned_at, assigned_by, ended_at, ended_by, end_reason",
        f"m.id, u.id, 'unit', now(), 'x', {_ENDED}, CASE WHEN {_OVER} THEN 'x' END, CASE WHEN {_OVER} THEN 'x' END",
    ),
    "diary_entries": (
        "unit_path, written_by, title, content, day, state, submitted_at, reviewed_at, grade, created_at, updated_at",
        f"""u.path, 'x', 't', repeat('c', 600), date '2020-01-01' + i,
        CASE WHEN {_OVER} THEN 'reviewed' ELSE 'submitted' END, now(), {_ENDED},
        CASE WHEN {_OVER} THEN 'good' END, now(), now()""",
    ),
    "visit_duties": (
        "unit_path, target_unit_id, derived, next_on, created_at, created_by, ended_at",
        "u.path, u.id, false, CASE WHEN i = 0 THEN date '2027-01-01' END, now(), 'x', CASE WHEN i > 0 THEN now() END",
    ),
    "visit_plans": (
        """unit_path, duty_id, target_unit_id, period, counting, starts_on, ends_on, warn_at, due_at, required_visits,
        covers_all, created_at, fulfilled_at""",
        f"""u.path, {_ID.replace("to_hex(i)", "to_hex(0)")}, u.id, 'month', 'calendar', date '2018-01-01' + i,
        date '2018-02-01' + i, now(), now(), 1, false, now(), {_ENDED}""",
    ),
    "visits": (
        "unit_path, target_unit_id, state, day, made_at, recorded_at, created_at, created_by, updated_at",
        f"""u.path, u.id, CASE WHEN {_OVER} THEN 'made' ELSE 'planned' END, date '2020-01-01' + i, now(), now(), now(),
        'x', now()""",
    ),
    "ledger_rows": (
        """unit_path, mark, matter, category, entered_on, written_off_on, written_off_by, created_at, created_by,
        updated_at""",
        f"""u.path, int4send(i), 'm', 'urban', date '2020-01-01' + i, CASE WHEN {_OVER} THEN date '2026-01-01' END,
        CASE WHEN {_OVER} THEN 'x' END, now(), 'x', now()""",
    ),
    "samples": (
        "unit_path, frame, stratified_by, seed, size, frame_size, frame_digest, drawn_at, drawn_by",
        "u.path, 'made', '{}', 1, 1, 1, '', now(), 'x'",
    ),
    "site_checks": (
        "unit_path, subject_kind, subject_id, checked_on, found, verdict, by_unit_id, recorded_by, recorded_at",
        f"""u.path, 'visit', {_ID}, date '2020-01-01' + i, repeat('f', 600),
        CASE WHEN {_OVER} THEN 'in_order' ELSE 'not_in_order' END, u.id, 'x', now()""",
    ),
    "meetings": (
        "unit_path, state, planned_at, reason, version, created_at, created_by, updated_at",
        f"""u.path, CASE WHEN {_OVER} THEN 'cancelled' ELSE 'planned' END, now() - i * interval '1 day',
        CASE WHEN {_OVER} THEN 'r' END, 1, now(), 'x', now()""",
    ),
    "meeting_decisions": (
        "unit_path, meeting_id, item_id, kind, text, state, decided_at, decided_by, ended_at, version",
        f"u.path, {_ID}, {_ID}, 'task', 't', CASE WHEN {_OVER} THEN 'done' ELSE 'open' END, now(), 'x', {_ENDED}, 1",
    ),
    "bulletins": (
        """unit_path, period, starts_on, ends_on, state, sections, figures, texts, year, number, drafted_at, updated_at,
        published_at""",
        f"""u.path, 'month', date '2020-01-01' + i, date '2020-02-01' + i,
        CASE WHEN {_OVER} THEN 'published' ELSE 'draft' END, '{{}}', '{{}}', '{{}}', CASE WHEN {_OVER} THEN 2026 END,
        CASE WHEN {_OVER} THEN i END, now(), now(), {_ENDED}""",
    ),
    "trend_alarms": (
        "unit_path, alarm, since, figures, found_at, recovered_at",
        "u.path, 'faded', '2026-01-01', '{}', now(), now()",
    ),
}  # fmt: skip
_AGENDA: Final = f"""
INSERT INTO agenda_items (id, meeting_id, topic, why, place, added_at, added_by, version)
SELECT {_ID}, {_ID}, 't', '{{by_hand}}', 0, now(), 'x', 1 FROM generate_series(0, {ROWS} - 1) i
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and the indexes of its order."""

    name: str
    indexes: str
    ask: Callable[[Connection, Actor], Awaitable[object]]


def _contacts(**asked: Any) -> Callable[[Connection, Actor], Awaitable[object]]:
    # No label is kept of a unit as a whole, so none is opened.
    vault = cast(Vault, None)
    return lambda c, a: list_contact_points(c, vault, a, ContactFilters(**asked), after=None, limit=PAGE)


def _diary(after: tuple[date, UUID] | None = None, **asked: Any) -> Callable[[Connection, Actor], Awaitable[object]]:
    return lambda c, a: list_entries(c, DiaryFilters(range_of(a), **asked), after=after, limit=PAGE)


def _plans(state: PlanState) -> Callable[[Connection, Actor], Awaitable[object]]:
    def ask(connection: Connection, actor: Actor) -> Awaitable[object]:
        filters = PlanFilters(*range_of(actor), state, [date(2026, 1, 5)], NOW.date(), NOW)
        return list_plans(connection, filters, None, PAGE)

    return ask


def _visits(after: tuple[date, UUID] | None = None, **asked: Any) -> Callable[[Connection, Actor], Awaitable[object]]:
    return lambda c, a: list_visits(c, VisitFilters(None, *range_of(a), **asked), after, PAGE)


def _ledger(after: tuple[date, UUID] | None = None, **asked: Any) -> Callable[[Connection, Actor], Awaitable[object]]:
    look = LedgerLook(date(2024, 1, 1), secrets=False)
    return lambda c, a: list_rows(c, LedgerFilters(range_of(a), **asked), look, after=after, limit=PAGE)


def _samples(after: UUID | None) -> Callable[[Connection, Actor], Awaitable[object]]:
    return lambda c, a: list_samples(c, range_of(a), after=after, limit=PAGE)


def _checks(after: UUID | None = None, **asked: Any) -> Callable[[Connection, Actor], Awaitable[object]]:
    sources = (TICKETS, VISITS)
    return lambda c, a: list_checks(c, a, sources, CheckFilters(range_of(a), **asked), after=after, limit=PAGE)


def _meetings(
    state: str | None, after: tuple[datetime, UUID] | None = None
) -> Callable[[Connection, Actor], Awaitable[object]]:
    return lambda c, a: list_meetings(c, MeetingsWanted(*range_of(a), state), after=after, limit=PAGE)


def _decisions(progress: str | None, after: UUID | None = None) -> Callable[[Connection, Actor], Awaitable[object]]:
    return lambda c, a: list_decisions(c, a, range_of(a), progress, after=after, limit=PAGE)


def _bulletins(after: UUID | None = None) -> Callable[[Connection, Actor], Awaitable[object]]:
    return lambda c, a: list_bulletins(c, range_of(a), None, after=after, limit=PAGE)


def _alarms(
    alarm: str | None, *, is_open: bool | None, after: UUID | None = None
) -> Callable[[Connection, Actor], Awaitable[object]]:
    return lambda c, a: list_alarms(c, range_of(a), alarm=alarm, is_open=is_open, after=after, limit=PAGE)


_DEEP: Final = UUID("01900000006470008000000000000000")
"""The hundred and first row of each table: whatever is newest first has nearly all before it."""
_DEEP_DAY: Final = date(2020, 4, 10)
_DEEP_PLACE: Final = (_DEEP_DAY, _DEEP)


LISTINGS: Final = (
    Listing("contact points", "ix_contact_points_unit", _contacts()),
    Listing("contact points, current", "ix_contact_points_unit", _contacts(current=True)),
    Listing("contact points, ended", "ix_contact_points_unit", _contacts(current=False)),
    Listing("contact points, of a place", "ix_contact_points_unit_place", _contacts(place="household")),
    Listing("diary", "ix_diary_entries_state", _diary()),
    Listing("diary, to be reviewed", "ix_diary_entries_state", _diary(state=DiaryState.SUBMITTED)),
    Listing("diary, reviewed", "ix_diary_entries_state", _diary(state=DiaryState.REVIEWED)),
    Listing("diary, of a grade", "ix_diary_entries_grade", _diary(grade="bad")),
    Listing("duties", "ix_visit_duties_in_force", lambda c, a: list_duties(c, *range_of(a), None, PAGE)),
    Listing("plans, open", "ix_visit_plans_open", _plans(PlanState.OPEN)),
    Listing("plans, overdue", "ix_visit_plans_open", _plans(PlanState.OVERDUE)),
    Listing("plans, fulfilled", "ix_visit_plans_running", _plans(PlanState.FULFILLED)),
    Listing("plans, running", "ix_visit_plans_running", _plans(PlanState.RUNNING)),
    Listing("visits", "ix_visits_state", _visits()),
    Listing("visits, planned", "ix_visits_state", _visits(state="planned")),
    Listing("visits, cancelled", "ix_visits_state", _visits(state="cancelled")),
    Listing("ledger", "ix_ledger_rows_status", _ledger()),
    Listing("ledger, open", "ix_ledger_rows_status", _ledger(status=LedgerStatus.OPEN)),
    Listing("ledger, written off", "ix_ledger_rows_status", _ledger(status=LedgerStatus.WRITTEN_OFF)),
    Listing("ledger, overdue", "ix_ledger_rows_waiting", _ledger(overdue=True)),
    Listing("ledger, of a category", "ix_ledger_rows_category", _ledger(category="rural")),
    Listing("samples", "ix_samples_newest", _samples(None)),
    Listing("checks", "ix_site_checks_newest", _checks()),
    Listing("checks, in order", "ix_site_checks_verdict", _checks(verdict=Verdict.IN_ORDER)),
    Listing("checks, not done", "ix_site_checks_verdict", _checks(verdict=Verdict.NOT_DONE)),
    Listing("checks, findings", "ix_site_checks_finding", _checks(finding=True)),
    Listing("meetings", "ix_meetings_state", _meetings(None)),
    Listing("meetings, planned", "ix_meetings_state", _meetings("planned")),
    Listing("decisions", "ix_meeting_decisions_newest", _decisions(None)),
    Listing("decisions, open", "ix_meeting_decisions_state", _decisions("open")),
    Listing("decisions, withdrawn", "ix_meeting_decisions_state", _decisions("withdrawn")),
    Listing("bulletins", "ix_bulletins_state", _bulletins()),
    Listing("alarms", "ix_trend_alarms_alarm", _alarms(None, is_open=None)),
    Listing("alarms, of a kind", "ix_trend_alarms_alarm", _alarms("burst", is_open=None)),
    Listing("alarms, open", "ix_trend_alarms_open", _alarms(None, is_open=True)),
    Listing("diary, deep", "ix_diary_entries_state", _diary(_DEEP_PLACE)),
    Listing("diary, since a day", "ix_diary_entries_state", _diary(since=date(2030, 1, 1))),
    Listing("diary, until a day", "ix_diary_entries_state", _diary(until=_DEEP_DAY)),
    Listing("visits, deep", "ix_visits_state", _visits(_DEEP_PLACE)),
    Listing("visits, since a day", "ix_visits_state", _visits(since=date(2030, 1, 1))),
    Listing("ledger, deep", "ix_ledger_rows_status", _ledger(_DEEP_PLACE)),
    Listing("ledger, since a day", "ix_ledger_rows_status", _ledger(since=date(2030, 1, 1))),
    Listing("ledger, until a day", "ix_ledger_rows_status", _ledger(until=_DEEP_DAY)),
    Listing("samples, deep", "ix_samples_newest", _samples(_DEEP)),
    Listing("checks, deep", "ix_site_checks_newest", _checks(_DEEP)),
    Listing("checks, in order, deep", "ix_site_checks_verdict", _checks(_DEEP, verdict=Verdict.IN_ORDER)),
    Listing("meetings, deep", "ix_meetings_state", _meetings(None, (NOW - timedelta(days=2_900), _DEEP))),
    Listing("decisions, deep", "ix_meeting_decisions_newest", _decisions(None, _DEEP)),
    Listing("bulletins, deep", "ix_bulletins_state", _bulletins(_DEEP)),
    Listing("alarms, deep", "ix_trend_alarms_alarm", _alarms(None, is_open=None, after=_DEEP)),
)  # fmt: skip


@pytest.fixture
async def imported(world: World) -> AsyncIterator[Connection]:
    """Tables of which one village has all rows, and that nobody has counted."""
    async with as_owner(world.runtime.database).connection() as connection:
        raw, unit = connection.raw, world.units["V1"]
        await raw.execute(
            "INSERT INTO members (id, name, home_unit_id, created_at, updated_at) VALUES ($1, 'm', $2, now(), now())",
            uuid4(), unit.id,
        )  # fmt: skip
        for table, (columns, values) in _FILLED.items():
            if table == "meeting_decisions":
                await raw.execute(_AGENDA)
            await raw.execute(
                f"""INSERT INTO {table} (id, unit_id, {columns}) SELECT {_ID}, u.id, {values}
                FROM generate_series(0, {ROWS} - 1) i, units u, members m WHERE u.id = $1""",
                unit.id,
            )
        yield connection


async def buffers(connection: Connection, ask: Callable[..., Awaitable[object]], *of: Actor) -> int:
    """What is read by all that is asked."""
    recorder = Recorder(connection)
    await ask(recorder, *of)
    return (await recorder.reading()).buffers


@asynccontextmanager
async def without_indexes(connection: Connection, indexes: str) -> AsyncIterator[None]:
    """While the block runs, the table that has these has none but keys: PostgreSQL skips in any from value to value."""
    taken_away = connection.raw.transaction()
    await taken_away.start()
    dropped = await connection.raw.fetch(
        """SELECT indexrelid::regclass::text FROM pg_index i
        WHERE indrelid = (SELECT indrelid FROM pg_index WHERE indexrelid = $1::text::regclass)
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)""",
        f"{indexes}_3",
    )
    await connection.raw.execute(f"DROP INDEX {', '.join(row['indexrelid'] for row in dropped)}")
    try:
        yield
    finally:
        await taken_away.rollback()


async def costs(connection: Connection, world: World) -> dict[tuple[str, str], int]:
    """Of every list for everybody."""
    return {
        (each.name, code): await buffers(connection, each.ask, world.actor(code, role))
        for each in LISTINGS for code, role in (*WITH, *WITHOUT)
    }  # fmt: skip


def too_much(cost: Mapping[tuple[str, str], int]) -> Mapping[tuple[str, str], int]:
    """What costs more than a page, or than nothing where there is nothing."""
    nobody = {code for code, _ in WITHOUT}
    return {where: n for where, n in cost.items() if n > (NOTHING if where[1] in nobody else BOUND)}


WITH: Final = (("C", Role.SUPERVISOR), ("K1", Role.OFFICE), ("T1", Role.LEADER), ("V1", Role.HANDLER))
WITHOUT: Final = (("K2", Role.OFFICE), ("T2", Role.LEADER), ("V3", Role.HANDLER))


async def test_a_page_of_any_list_costs_a_page_for_whoever_asks_and_without_its_index_the_table(
    imported: Connection, world: World
) -> None:
    cost = await costs(imported, world)
    assert too_much(cost) == {}

    # The negative control: without indexes a list of nothing is looked for among all. Deep pages begin at a key.
    for each in LISTINGS:
        if each.name.endswith("deep"):
            continue
        async with without_indexes(imported, each.indexes):
            without = await buffers(imported, each.ask, world.actor("T2", Role.LEADER))
        assert without > 2 * cost[each.name, "T2"], each.name


@pytest.mark.slow
async def test_statistics_of_a_village_that_has_everything_mislead_no_list(
    imported: Connection, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await imported.raw.execute("ANALYZE")
    assert too_much(await costs(imported, world)) == {}

    # The negative control: looked up by equality alone, who has none reads what others have.
    monkeypatch.setattr(subtree_indexes, "has_value", lambda column, value: f"{column} = {value}")
    forget_statements()
    # Which of them, is the planner's choice; in any run it was four or six.
    assert len(too_much(await costs(imported, world))) > 2
    monkeypatch.undo()
    forget_statements()


async def test_counts_of_a_month_cost_that_month(imported: Connection, world: World) -> None:
    city = (await find_units(imported, [world.id("C")]))[world.id("C")]
    since, until = date(2024, 6, 1), date(2024, 7, 1)
    counts: dict[str, Callable[[Connection], Awaitable[object]]] = {
        "ix_diary_entries_state": lambda c: count_entries(c, city, since, until),
        "ix_ledger_rows_status": lambda c: count_rows(c, city, since, until, since),
        "ix_site_checks_day": lambda c: count_checks(c, city, since, until),
    }
    for indexes, ask in counts.items():
        assert await buffers(imported, ask) <= MONTH, indexes
        async with without_indexes(imported, indexes):
            assert await buffers(imported, ask) > MONTH, indexes
