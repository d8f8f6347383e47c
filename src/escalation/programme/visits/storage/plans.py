"""Which visit plans are there? What is owed in periods, open or done, and by which visits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import text

from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.organisation.storage.units import UnitName
from escalation.programme.visits.domain.fulfilment import Made, PlanTally


class PlanState(StrEnum):
    """How a plan stands at a moment; which plans a list has. `running`: the period is not over, whatever was done."""

    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class VisitorName:
    """A team or a member."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """What a unit, a team or a member owes to one unit in one period, and what was done of it."""

    id: UUID
    duty_id: UUID
    unit: UnitName
    unit_path: str
    team: VisitorName | None
    member: VisitorName | None
    target: UnitName
    period: str
    starts_on: date
    ends_on: date
    warn_at: datetime
    due_at: datetime
    required_visits: int
    required_households: int | None
    covers_all: bool
    made_visits: int
    made_households: int
    fulfilled_at: datetime | None
    void_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlanFilters:
    """Which plans a list has. Paths from `start` until before `end`. `ends_on`: last days of periods that run today.

    `mine`: those of a member, of the teams they serve in, and of their unit as a whole.
    """

    start: str
    end: str
    state: PlanState
    ends_on: Sequence[date]
    today: date
    now: datetime
    target: UUID | None = None
    mine: tuple[UUID, UUID | None] | None = None


async def list_plans(
    connection: Connection, filters: PlanFilters, after: tuple[datetime, UUID] | None, limit: int
) -> list[VisitPlan]:
    """A page by when they are due, behind a place."""
    statement = _page(
        filters.state, depth_of(filters.start, filters.end), has_target=filters.target is not None,
        is_mine=filters.mine is not None, goes_on=after is not None,
    )  # fmt: skip
    due_at, id_ = after or (None, None)
    unit_id, member_id = filters.mine or (None, None)
    rows = await connection.rows(
        statement, start=filters.start, end=filters.end, now=filters.now, ends=list(filters.ends_on),
        today=filters.today, target=filters.target, unit=unit_id, member=member_id, after=due_at, id=id_, limit=limit,
    )  # fmt: skip
    return [plan_of(row) for row in rows]


async def find_plan(connection: Connection, plan_id: UUID, start: str, end: str) -> VisitPlan | None:
    """One whose unit lies between two paths."""
    return (await find_plans(connection, [plan_id], start, end)).get(plan_id)


async def find_plans(connection: Connection, ids: Collection[UUID], start: str, end: str) -> Mapping[UUID, VisitPlan]:
    """Those whose units lie between two paths, by id."""
    rows = await connection.rows(_THOSE, ids=list(ids), start=start, end=end)
    return {row["id"]: plan_of(row) for row in rows}


async def read_made(connection: Connection, plan_ids: Sequence[UUID]) -> Mapping[UUID, list[Made]]:
    """The visits that were made of plans, by plan."""
    found: dict[UUID, list[Made]] = defaultdict(list)
    for row in await connection.rows(_MADE, plans=list(plan_ids)):
        found[row["plan_id"]].append(Made(row["made_at"], row["households"], frozenset(row["household_marks"])))
    return found


async def write_tallies(connection: Connection, tallies: Mapping[UUID, PlanTally]) -> None:
    """Note what was done. What is enough waits for nothing any more; what is not any more, for its next moment."""
    told = tallies.values()
    await connection.run(
        _TALLIED, ids=list(tallies), visits=[each.visits for each in told],
        households=[each.households for each in told], fulfilled=[each.fulfilled_at for each in told],
    )  # fmt: skip


async def set_households(connection: Connection, households: Mapping[UUID, int], now: datetime, by: str) -> list[UUID]:
    """Note how many households units have. Open plans for all of them ask for as many from now on: which these are."""
    rows = await connection.rows(_COUNTED, units=list(households), households=list(households.values()), now=now, by=by)
    return [row["id"] for row in rows]


async def required_of(connection: Connection, plan_ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, int | None]]:
    """How many visits and households plans ask for; locks them, in the order of their ids."""
    rows = await connection.rows(_REQUIRED, ids=list(plan_ids))
    return {row["id"]: (row["required_visits"], row["required_households"]) for row in rows}


def plan_of(row: Row) -> VisitPlan:
    """A row of `PLANS`."""
    own = {name: row[name] for name in _OWN}
    return VisitPlan(
        **own, unit=unit_of(row, "unit"), target=unit_of(row, "target"), team=visitor_of(row, "team"),
        member=visitor_of(row, "member"),
    )  # fmt: skip


def unit_of(row: Row, what: str) -> UnitName:
    """A unit of a row that names it."""
    return UnitName(row[f"{what}_id"], row[f"{what}_code"], row[f"{what}_name"])


def visitor_of(row: Row, what: str) -> VisitorName | None:
    """A team or a member of a row that names it, if there is one."""
    return VisitorName(row[f"{what}_id"], row[f"{what}_name"]) if row[f"{what}_id"] else None


NAMES: Final = """
  u.id AS unit_id, u.code AS unit_code, u.name AS unit_name, g.id AS target_id, g.code AS target_code,
  g.name AS target_name, s.id AS team_id, s.name AS team_name, m.id AS member_id, m.name AS member_name
"""
NAMED: Final = """
  JOIN units u ON u.id = p.unit_id
  JOIN units g ON g.id = p.target_unit_id
  LEFT JOIN teams s ON s.id = p.team_id
  LEFT JOIN members m ON m.id = p.member_id
"""
_OWN: Final = (
    "id", "duty_id", "unit_path", "period", "starts_on", "ends_on", "warn_at", "due_at", "required_visits",
    "required_households", "covers_all", "made_visits", "made_households", "fulfilled_at", "void_at",
)  # fmt: skip
_COLUMNS: Final = f"{', '.join(f'p.{name}' for name in _OWN)}, {NAMES}"
_PLANS: Final = f"SELECT {_COLUMNS} FROM visit_plans p {NAMED}"
_OPEN: Final = "p.fulfilled_at IS NULL AND p.void_at IS NULL"
_RUNNING: Final = "p.ends_on = o.ends_on AND p.starts_on <= CAST(:today AS date)"
_STATES: Final = {
    PlanState.OPEN: _OPEN,
    PlanState.DUE_SOON: f"{_OPEN} AND p.warn_at <= CAST(:now AS timestamptz) AND p.due_at > CAST(:now AS timestamptz)",
    PlanState.OVERDUE: f"{_OPEN} AND p.due_at <= CAST(:now AS timestamptz)",
    PlanState.FULFILLED: f"{_RUNNING} AND NOT (p.fulfilled_at IS NULL)",
    PlanState.RUNNING: f"{_RUNNING} AND (p.fulfilled_at IS NULL) = o.is_open AND p.void_at IS NULL",
}
_ENDS: Final = "SELECT DISTINCT unnest(CAST(:ends AS date[])) AS ends_on"
# What of these is one range of an index each; of the other states all is one.
_RANGES: Final = {
    PlanState.FULFILLED: _ENDS,
    PlanState.RUNNING: f"SELECT * FROM ({_ENDS}) e CROSS JOIN (VALUES (true), (false)) AS f (is_open)",
}
_MINE: Final = """
  AND p.unit_id = CAST(:unit AS uuid) AND (
    p.member_id = CAST(:member AS uuid)
    OR p.team_id IN (SELECT team_id FROM team_members WHERE member_id = CAST(:member AS uuid))
    OR p.member_id IS NULL AND p.team_id IS NULL
  )
"""
_THOSE: Final = Compiled(
    f"{_PLANS} WHERE p.id = ANY ($1::uuid[]) AND p.unit_path >= $2 AND p.unit_path < $3", ("ids", "start", "end"), {}
)


@cache
def _page(state: PlanState, depth: int | None, *, has_target: bool, is_mine: bool, goes_on: bool) -> Compiled:
    """A page of plans by when they are due: one range of an index, or a few that are merged."""
    # What has an index of its own is not looked for by where it is.
    where = lies_in("p.unit_path", None if has_target else depth, "CAST(:start AS text)", "CAST(:end AS text)")
    in_order = "ORDER BY p.due_at, p.id LIMIT CAST(:limit AS bigint)"
    return compile_statement(
        text(f"""
        SELECT {_COLUMNS} FROM ({_RANGES.get(state, "SELECT")}) o CROSS JOIN LATERAL (
          SELECT p.* FROM visit_plans p
          WHERE {where} AND {_STATES[state]}
            {"AND p.target_unit_id = CAST(:target AS uuid)" if has_target else ""} {_MINE if is_mine else ""}
            {"AND (p.due_at, p.id) > (CAST(:after AS timestamptz), CAST(:id AS uuid))" if goes_on else ""}
          {in_order}
        ) p {NAMED} {in_order}
        """)
    )


_MADE: Final = Compiled(
    """
    SELECT plan_id, made_at, households, household_marks FROM visits
    WHERE plan_id = ANY ($1::uuid[]) AND state = 'made'
    """,
    ("plans",),
    {},
)
_TALLIED: Final = Compiled(
    """
    UPDATE visit_plans p
    SET made_visits = t.visits, made_households = t.households, fulfilled_at = t.fulfilled_at,
        wake_at = CASE WHEN t.fulfilled_at IS NOT NULL OR p.void_at IS NOT NULL OR p.overdue_at IS NOT NULL THEN NULL
                       WHEN p.warned_at IS NOT NULL THEN p.due_at ELSE p.warn_at END
    FROM unnest($1::uuid[], $2::int[], $3::int[], $4::timestamptz[]) AS t (id, visits, households, fulfilled_at)
    WHERE p.id = t.id
    """,
    ("ids", "visits", "households", "fulfilled"),
    {},
)
_COUNTED: Final = Compiled(
    """
    WITH said AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS s (unit_id, households)),
    counted AS (
      INSERT INTO household_counts (unit_id, households, updated_at, updated_by)
      SELECT unit_id, households, $3, $4 FROM said
      ON CONFLICT (unit_id) DO UPDATE SET households = excluded.households, updated_at = $3, updated_by = $4
    )
    UPDATE visit_plans p SET required_households = s.households FROM said s
    WHERE p.target_unit_id = s.unit_id AND p.covers_all AND p.fulfilled_at IS NULL AND p.void_at IS NULL
    RETURNING p.id
    """,
    ("units", "households", "now", "by"),
    {},
)
_REQUIRED: Final = Compiled(
    """
    SELECT id, required_visits, required_households FROM visit_plans WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE
    """,
    ("ids",),
    {},
)
