"""How many rows are open, overdue and written off (ledger counts)? By unit directly below one."""

from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.subtree_indexes import depth_below, lies_in
from escalation.organisation.domain.units import Unit
from escalation.programme.ledger.storage.rows import is_overdue


class LedgerCount(NamedTuple):
    """Rows that were entered in a period, in one branch of the tree. Every row is open or written off."""

    unit_id: UUID
    unit_code: str
    unit_name: str
    entered: int
    open: int
    overdue: int
    written_off: int


async def count_rows(connection: Connection, unit: Unit, since: date, until: date, stale: date) -> list[LedgerCount]:
    """Of the unit itself, and of each directly below it with all below that. Days from `since` until before `until`.

    `stale`: entered on an earlier day, a row without a ticket is overdue.
    """
    statement = _counted(depth_below(unit.path))
    rows = await connection.rows(statement, unit=unit.id, since=since, until=until, stale=stale)
    return [LedgerCount(*row) for row in rows]


# The unit itself as a range of one path, each unit below it as that of its subtree.
@cache
def _counted(below: int | None) -> Compiled:
    def rows_of(n: int, depth: int | None) -> str:
        return f"""SELECT r.* FROM ledger_rows r
          WHERE b.n = {n} AND {lies_in("r.unit_path", depth, "b.first", "b.last")} AND r.is_open IN (true, false)
            AND r.entered_on >= $2 AND r.entered_on < $3"""

    return Compiled(
        f"""
        WITH m AS (SELECT clock_timestamp() + advanced_by AS now FROM clock),
        branches AS (
          SELECT 0 AS n, u.id, u.code, u.name, u.path AS first, u.path || '!' AS last FROM units u WHERE u.id = $1
          UNION ALL
          SELECT 1, u.id, u.code, u.name, u.path, left(u.path, -1) || '0' FROM units u WHERE u.parent_id = $1
        )
        SELECT b.id, b.code, b.name, c.entered, c.open, c.overdue, c.entered - c.open
        FROM branches b CROSS JOIN LATERAL (
          SELECT count(*) AS entered, count(*) FILTER (WHERE r.is_open) AS open,
                 count(*) FILTER (WHERE {is_overdue("$4")}) AS overdue
          FROM m, ({rows_of(0, 0)} UNION ALL {rows_of(1, below)}) r
        ) c ORDER BY b.n, b.code
        """,
        ("unit", "since", "until", "stale"),
        {},
    )
