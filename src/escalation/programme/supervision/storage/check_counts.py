"""How many checks found what, by unit? Those of a unit itself, and of each directly below it with all below."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.subtree_indexes import depth_below, lies_in
from escalation.organisation.domain.units import Unit
from escalation.programme.supervision.domain.samples import SubjectKind
from escalation.programme.supervision.domain.site_checks import CheckResults


async def count_checks(
    connection: Connection, unit: Unit, since: date | None, until: date | None
) -> Sequence[CheckResults]:
    """What checks of each kind found at a unit itself, then at each directly below it with all below that one."""
    kinds, statement = [str(kind) for kind in SubjectKind], _counted(depth_below(unit.path))
    rows = await connection.rows(statement, id=unit.id, since=since, until=until, kinds=kinds)
    return [CheckResults(**{**row, "kind": SubjectKind(row["kind"])}) for row in rows]


@lru_cache
def _counted(below: int | None) -> Compiled:
    def checks_of(is_itself: str, depth: int | None, end: str) -> str:
        return f"""SELECT c.* FROM site_checks c
        WHERE {is_itself} AND {lies_in("c.unit_path", depth, "u.path", end)} AND c.subject_kind = k.kind
          AND c.checked_on >= coalesce($2::date, '-infinity') AND c.checked_on < coalesce($3::date, 'infinity')"""

    itself = checks_of("u.id = $1", 0, "(u.path || '!')")
    each_below = checks_of("u.id <> $1", below, "(left(u.path, -1) || '0')")
    return Compiled(
        f"""
    SELECT u.id AS unit_id, u.code AS unit_code, u.name AS unit_name, k.kind, count(c.id) AS checks,
      count(c.id) FILTER (WHERE c.verdict = 'in_order') AS in_order,
      count(c.id) FILTER (WHERE c.verdict = 'not_in_order') AS not_in_order,
      count(c.id) FILTER (WHERE c.verdict = 'not_done') AS not_done, count(c.order_id) AS orders,
      count(c.id) FILTER (WHERE c.verdict <> 'in_order' AND c.order_id IS NULL) AS findings
    FROM units u CROSS JOIN unnest($4::text[]) WITH ORDINALITY AS k(kind, n)
    LEFT JOIN LATERAL ({itself} UNION ALL {each_below}) c ON true
    WHERE u.id = $1 OR (u.parent_id = $1 AND u.active)
    GROUP BY u.id, k.kind, k.n ORDER BY u.id <> $1, u.code, k.n
    """,
        ("id", "since", "until", "kinds"),
        {},
    )
