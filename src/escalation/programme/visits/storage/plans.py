"""Which visit plans are there? What is owed in periods, open or done, and by which visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import text

from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
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
        filters.state, has_target=filters.target is not None, is_mine=filters.mine is not None,
        goes_on=after is not None,
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
    row = await connection.row(_FOUND, id=plan_id, start=start, end=end)
    return plan_of(row) if row else None


async def plan_for(
    connection: Connection, unit_id: UUID, target_id: UUID, team_id: UUID | None, member_id: UUID | None, day: date
) -> UUID | None:
    """The plan that a visit on a day counts for: that of the member before that of the team before that of the unit."""
    found = await connection.value(_FOR, unit=unit_id, target=target_id, team=team_id, member=member_id, day=day)
    return found if isinstance(found, UUID) else None


async def still_counts(connection: Connection, plan_id: UUID, unit_id: UUID, target_id: UUID, day: date) -> bool:
    """Whether a visit on a day counts for the plan that it was planned for: one of its days, or one that is owed still.

    The plan may be void by now, or done by others and over.
    """
    return await connection.value(_COUNTS, id=plan_id, unit=unit_id, target=target_id, day=day) is True


async def read_made(connection: Connection, plan_id: UUID) -> list[Made]:
    """The visits that were made of a plan."""
    rows = await connection.rows(_MADE, plan=plan_id)
    return [Made(row["made_at"], row["households"], frozenset(row["household_marks"])) for row in rows]


async def write_tally(connection: Connection, plan_id: UUID, tally: PlanTally) -> None:
    """Note what was done. What is enough waits for nothing any more; what is not any more, for its next moment."""
    await connection.run(
        _TALLIED, id=plan_id, visits=tally.visits, households=tally.households, fulfilled=tally.fulfilled_at
    )


async def set_households(connection: Connection, unit_id: UUID, households: int, now: datetime, by: str) -> list[UUID]:
    """Note how many households a unit has. Open plans for all of them ask for as many from now on: which these are."""
    rows = await connection.rows(_COUNTED, unit=unit_id, households=households, now=now, by=by)
    return [row["id"] for row in rows]


async def required_of(connection: Connection, plan_id: UUID) -> tuple[int, int | None]:
    """How many visits and households a plan asks for; locks it."""
    row = await connection.row(_REQUIRED, id=plan_id)
    return (row["required_visits"], row["required_households"]) if row else (0, None)


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
_PLANS: Final = f"SELECT {', '.join(f'p.{name}' for name in _OWN)}, {NAMES} FROM visit_plans p {NAMED}"
_OPEN: Final = "p.fulfilled_at IS NULL AND p.void_at IS NULL"
_RUNNING: Final = "p.ends_on = ANY (CAST(:ends AS date[])) AND p.starts_on <= CAST(:today AS date)"
_STATES: Final = {
    PlanState.OPEN: _OPEN,
    PlanState.DUE_SOON: f"{_OPEN} AND p.warn_at <= CAST(:now AS timestamptz) AND p.due_at > CAST(:now AS timestamptz)",
    PlanState.OVERDUE: f"{_OPEN} AND p.due_at <= CAST(:now AS timestamptz)",
    PlanState.FULFILLED: f"{_RUNNING} AND p.fulfilled_at IS NOT NULL",
    PlanState.RUNNING: f"{_RUNNING} AND p.void_at IS NULL",
}
_MINE: Final = """
  AND p.unit_id = CAST(:unit AS uuid) AND (
    p.member_id = CAST(:member AS uuid)
    OR p.team_id IN (SELECT team_id FROM team_members WHERE member_id = CAST(:member AS uuid))
    OR p.member_id IS NULL AND p.team_id IS NULL
  )
"""
_FOUND: Final = Compiled(
    f"{_PLANS} WHERE p.id = $1 AND p.unit_path >= $2 AND p.unit_path < $3", ("id", "start", "end"), {}
)


@cache
def _page(state: PlanState, *, has_target: bool, is_mine: bool, goes_on: bool) -> Compiled:
    """A page of plans by when they are due."""
    return compile_statement(
        text(f"""
        {_PLANS}
        WHERE p.unit_path >= CAST(:start AS text) AND p.unit_path < CAST(:end AS text) AND {_STATES[state]}
          {"AND p.target_unit_id = CAST(:target AS uuid)" if has_target else ""} {_MINE if is_mine else ""}
          {"AND (p.due_at, p.id) > (CAST(:after AS timestamptz), CAST(:id AS uuid))" if goes_on else ""}
        ORDER BY p.due_at, p.id LIMIT CAST(:limit AS bigint)
        """)
    )


_FOR: Final = Compiled(
    """
    SELECT p.id FROM visit_plans p
    WHERE p.unit_id = $1 AND p.target_unit_id = $2 AND p.starts_on <= $5 AND p.ends_on >= $5 AND p.void_at IS NULL
      AND (p.team_id IS NULL OR p.team_id = $3) AND (p.member_id IS NULL OR p.member_id = $4)
    ORDER BY p.member_id IS NULL, p.team_id IS NULL, p.ends_on, p.id LIMIT 1
    """,
    ("unit", "target", "team", "member", "day"),
    {},
)
_COUNTS: Final = Compiled(
    """
    SELECT EXISTS (
      SELECT FROM visit_plans
      WHERE id = $1 AND unit_id = $2 AND target_unit_id = $3 AND void_at IS NULL AND starts_on <= $4
        AND (ends_on >= $4 OR fulfilled_at IS NULL)
    )
    """,
    ("id", "unit", "target", "day"),
    {},
)
_MADE: Final = Compiled(
    "SELECT made_at, households, household_marks FROM visits WHERE plan_id = $1 AND state = 'made'", ("plan",), {}
)
_TALLIED: Final = Compiled(
    """
    UPDATE visit_plans
    SET made_visits = $2, made_households = $3, fulfilled_at = $4,
        wake_at = CASE WHEN $4::timestamptz IS NOT NULL OR void_at IS NOT NULL OR overdue_at IS NOT NULL THEN NULL
                       WHEN warned_at IS NOT NULL THEN due_at ELSE warn_at END
    WHERE id = $1
    """,
    ("id", "visits", "households", "fulfilled"),
    {},
)
_COUNTED: Final = Compiled(
    """
    WITH counted AS (
      INSERT INTO household_counts (unit_id, households, updated_at, updated_by) VALUES ($1, $2, $3, $4)
      ON CONFLICT (unit_id) DO UPDATE SET households = $2, updated_at = $3, updated_by = $4
    )
    UPDATE visit_plans SET required_households = $2
    WHERE target_unit_id = $1 AND covers_all AND fulfilled_at IS NULL AND void_at IS NULL
    RETURNING id
    """,
    ("unit", "households", "now", "by"),
    {},
)
_REQUIRED: Final = Compiled(
    "SELECT required_visits, required_households FROM visit_plans WHERE id = $1 FOR UPDATE", ("id",), {}
)
