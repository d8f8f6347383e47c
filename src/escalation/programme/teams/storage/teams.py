"""Which teams are there, with the ranks and skills of their people, and which units have none?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_lowest
from escalation.organisation.storage.unit_windows import TreePage, page_of, window
from escalation.organisation.storage.units import UnitName
from escalation.programme.teams.domain.checks import Serving


@dataclass(frozen=True, slots=True)
class CheckedTeam:
    """A team of a unit, leader first."""

    id: UUID
    name: str
    unit: UnitName
    level: int
    people: Sequence[Serving]


@dataclass(frozen=True, slots=True)
class UnitWithoutTeam:
    """A unit that has no team, and the one above it."""

    unit: UnitName
    parent: UnitName | None
    level: int


async def list_checked_teams(
    connection: Connection, start: str, end: str, *, after: UUID | None, limit: int
) -> list[CheckedTeam]:
    """At most `limit` teams of units with paths from `start` until before `end`, by id, behind the id `after`."""
    rows = await connection.rows(_TEAMS, start=start, end=end, after=after, limit=limit)
    return [
        CheckedTeam(
            row["id"], row["name"], UnitName(*row["unit"]), row["level"],
            [Serving(id_, name, role, rank, frozenset(skills), active)
             for id_, name, role, rank, skills, active in row["people"]],
        )
        for row in rows
    ]  # fmt: skip


async def list_units_without_team(
    connection: Connection, start: str, end: str, levels: Sequence[int], *, after: str | None, limit: int
) -> TreePage[UnitWithoutTeam]:
    """At most `limit` active units of some levels that have no team, in the order of the tree, behind a path."""
    rows = await connection.rows(_WITHOUT, start=start, end=end, levels=list(levels), after=after, limit=limit + 1)
    return page_of(rows, limit, _without)


def _without(row: Row) -> UnitWithoutTeam:
    parent = UnitName(*row["parent"]) if row["parent"][0] else None
    return UnitWithoutTeam(UnitName(*row["unit"]), parent, row["level"])


_TEAMS: Final = Compiled(
    f"""
    SELECT t.id, t.name, u.level, ROW(u.id, u.code, u.name) AS unit, ARRAY(
      SELECT ROW(m.id, m.name, s.team_role, m.rank, m.skills, m.active)
      FROM team_members s JOIN members m ON m.id = s.member_id WHERE s.team_id = t.id
      ORDER BY array_position(ARRAY['leader', 'deputy', 'member'], s.team_role), m.id
    ) AS people
    FROM teams t JOIN units u ON u.id = t.unit_id
    WHERE u.path >= $1 AND u.path < $2 AND t.id > {or_lowest("$3", "uuid")} ORDER BY t.id LIMIT $4
    """,
    ("start", "end", "after", "limit"),
    {},
)
_WITHOUT: Final = Compiled(
    f"""
    SELECT u.path, u.fits, u.is_last, ROW(u.id, u.code, u.name) AS unit,
           ROW(above.id, above.code, above.name) AS parent, u.level
    FROM (
      SELECT u.*,
        u.kind IN ('territory', 'enterprise') AND NOT EXISTS (SELECT FROM teams t WHERE t.unit_id = u.id) AS fits
      FROM {window("$4")} u
    ) u
    LEFT JOIN units above ON above.id = u.parent_id
    WHERE u.fits OR u.is_last ORDER BY u.path LIMIT $5
    """,
    ("start", "end", "after", "levels", "limit"),
    {},
)
