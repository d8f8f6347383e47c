"""How many entries were submitted and reviewed (diary counts)? By unit directly below one, and by month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.subtree_indexes import depth_below, lies_in
from escalation.organisation.domain.units import Unit


@dataclass(frozen=True, slots=True)
class DiaryCount:
    """What was submitted of one month in one branch of the tree. `month`: its first day; `grades`: how often each."""

    unit_id: UUID
    unit_code: str
    unit_name: str
    month: date
    submitted: int
    reviewed: int
    authors: int
    grades: Mapping[str, int]


async def count_entries(connection: Connection, unit: Unit, since: date, until: date) -> list[DiaryCount]:
    """Of the unit itself, and of each directly below it with all below that; months without entries are left out.

    Days from `since` until before `until`. Drafts count nowhere.
    """
    rows = await connection.rows(_counted(depth_below(unit.path)), unit=unit.id, since=since, until=until)
    return [DiaryCount(*row) for row in rows]


# The unit itself as a range of one path, each unit below it as that of its subtree.
@cache
def _counted(below: int | None) -> Compiled:
    def entries_of(n: int, depth: int | None) -> str:
        return f"""
          SELECT b.id, b.code, b.name, date_trunc('month', d.day)::date AS month, d.grade, d.state, d.written_by
          FROM branches b JOIN diary_entries d ON {lies_in("d.unit_path", depth, "b.first", "b.last")}
          WHERE b.n = {n} AND d.day >= $2 AND d.day < $3 AND d.state IN ('submitted', 'reviewed')
            AND d.state <> 'draft'"""

    return Compiled(
        f"""
        WITH branches AS (
          SELECT 0 AS n, u.id, u.code, u.name, u.path AS first, u.path || '!' AS last FROM units u WHERE u.id = $1
          UNION ALL
          SELECT 1, u.id, u.code, u.name, u.path, left(u.path, -1) || '0' FROM units u WHERE u.parent_id = $1
        ),
        graded AS ({entries_of(0, 0)} UNION ALL {entries_of(1, below)}),
        grades AS (
          SELECT id, month, jsonb_object_agg(grade, n) AS grades FROM (
            SELECT id, month, grade, count(*) AS n FROM graded WHERE grade IS NOT NULL GROUP BY id, month, grade
          ) each GROUP BY id, month
        )
        SELECT g.id, g.code, g.name, g.month, count(*), count(*) FILTER (WHERE g.state = 'reviewed'),
               count(DISTINCT g.written_by), coalesce(any_value(n.grades), '{{}}'::jsonb)
        FROM graded g LEFT JOIN grades n ON n.id = g.id AND n.month = g.month
        GROUP BY g.id, g.code, g.name, g.month ORDER BY g.month DESC, g.code
        """,
        ("unit", "since", "until"),
        {},
    )
