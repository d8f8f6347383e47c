"""Who was given which units to visit (duties)? Those that the tree gives are listed with them."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_lowest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.organisation.storage.units import UnitName
from escalation.programme.visits.storage.plans import NAMED, NAMES, VisitorName, unit_of, visitor_of


@dataclass(frozen=True, slots=True)
class VisitDuty:
    """A unit, a team or a member of it has to visit a unit. `derived`: by a rule, from the tree."""

    id: UUID
    unit: UnitName
    unit_path: str
    team: VisitorName | None
    member: VisitorName | None
    target: UnitName
    derived: bool
    created_at: datetime


async def list_duties(connection: Connection, start: str, end: str, after: UUID | None, limit: int) -> list[VisitDuty]:
    """A page of those in force whose unit lies between two paths, behind an id."""
    statement = _listed(depth_of(start, end))
    return [_duty(row) for row in await connection.rows(statement, start=start, end=end, after=after, limit=limit)]


async def find_duty(connection: Connection, duty_id: UUID, start: str, end: str) -> VisitDuty | None:
    """One that is in force, and whose unit lies between two paths."""
    row = await connection.row(_FOUND, id=duty_id, start=start, end=end)
    return _duty(row) if row else None


async def give_duty(
    connection: Connection, duty_id: UUID, who: tuple[UUID, str, UUID | None, UUID | None], target_id: UUID,
    today: date, now: datetime, by: str,
) -> bool:  # fmt: skip
    """Give a unit (with its path), a team or a member of it another unit to visit; false if they have it already."""
    unit_id, path, team_id, member_id = who
    return bool(await connection.run(
        _GIVEN, id=duty_id, unit=unit_id, path=path, team=team_id, member=member_id, target=target_id, today=today,
        now=now, by=by,
    ))  # fmt: skip


async def end_duty(connection: Connection, duty_id: UUID, now: datetime) -> None:
    """It is owed no longer, and neither is what is open of it."""
    await connection.run(_ENDED, id=duty_id, now=now)


async def serves(connection: Connection, unit_id: UUID, team_id: UUID | None, member_id: UUID | None) -> bool:
    """Whether a team is one of a unit's, and whether a member works for the unit or serves in one of its teams."""
    return await connection.value(_SERVES, unit=unit_id, team=team_id, member=member_id) is True


async def may_be_visited(connection: Connection, unit_id: UUID, target_id: UUID) -> bool:
    """Whether somebody at a unit was given another one to visit."""
    return await connection.value(_IS_GIVEN, unit=unit_id, target=target_id) is True


def _duty(row: Row) -> VisitDuty:
    return VisitDuty(
        row["id"], unit_of(row, "unit"), row["unit_path"], visitor_of(row, "team"), visitor_of(row, "member"),
        unit_of(row, "target"), row["derived"], row["created_at"],
    )  # fmt: skip


_IN_FORCE: Final = f"""
  SELECT p.id, p.unit_path, p.derived, p.created_at, {NAMES} FROM visit_duties p {NAMED}
  WHERE p.ended_at IS NULL
"""


@cache
def _listed(depth: int | None) -> Compiled:
    return Compiled(
        f"""
        {_IN_FORCE} AND {lies_in("p.unit_path", depth)} AND p.id > {or_lowest("$3", "uuid")} ORDER BY p.id LIMIT $4
        """,
        ("start", "end", "after", "limit"),
        {},
    )


_FOUND: Final = Compiled(
    f"{_IN_FORCE} AND p.id = $1 AND p.unit_path >= $2 AND p.unit_path < $3", ("id", "start", "end"), {}
)
_GIVEN: Final = Compiled(
    """
    INSERT INTO visit_duties (
      id, unit_id, unit_path, team_id, member_id, target_unit_id, derived, next_on, created_at, created_by
    )
    VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $9)
    ON CONFLICT DO NOTHING
    """,
    ("id", "unit", "path", "team", "member", "target", "today", "now", "by"),
    {},
)
_ENDED: Final = Compiled(
    """
    WITH ended AS (UPDATE visit_duties SET ended_at = $2, next_on = NULL WHERE id = $1 AND ended_at IS NULL)
    UPDATE visit_plans SET void_at = $2, wake_at = NULL
    WHERE duty_id = $1 AND fulfilled_at IS NULL AND void_at IS NULL
    """,
    ("id", "now"),
    {},
)
_SERVES: Final = Compiled(
    """
    SELECT ($2::uuid IS NULL OR EXISTS (SELECT FROM teams WHERE id = $2 AND unit_id = $1))
      AND ($3::uuid IS NULL
        OR EXISTS (SELECT FROM members WHERE id = $3 AND home_unit_id = $1 AND active)
        OR EXISTS (SELECT FROM memberships WHERE member_id = $3 AND unit_id = $1)
        OR EXISTS (
          SELECT FROM team_members s JOIN teams t ON t.id = s.team_id WHERE s.member_id = $3 AND t.unit_id = $1
        ))
    """,
    ("unit", "team", "member"),
    {},
)
_IS_GIVEN: Final = Compiled(
    """
    SELECT EXISTS (
      SELECT FROM visit_duties WHERE unit_id = $1 AND target_unit_id = $2 AND ended_at IS NULL
    )
    """,
    ("unit", "target"),
    {},
)
