"""Which units have to sort their inbox? Rounds of sorting: what waits too long, and since when nobody has sorted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class SortingRound:
    """A unit that has sorted its inbox, or was told to. `overdue`: it was told, and has not sorted since.

    `oldest_at`: since when the opinion waits in its inbox that came first; `None` if none waits.
    """

    unit: UnitName
    unit_path: str
    overdue: bool
    sorted_at: datetime | None
    told_at: datetime | None
    oldest_at: datetime | None


async def note_sorted(connection: Connection, unit_id: UUID, path: str, now: datetime) -> None:
    """Note that a unit has sorted its inbox."""
    await connection.run(_SORTED, unit=unit_id, path=path, now=now)


async def tell_overdue(connection: Connection, every: timedelta, now: datetime, most: int) -> int:
    """Tell units to sort in whose inbox an opinion waits for longer, and that have not sorted for as long.

    How many were told, at most `most`; each is told once until it has sorted. Costs a look into the inbox of each unit.
    """
    return await connection.run(_TOLD, every=every, now=now, most=most, **by(CLOCK, "clock"))


async def find_round(connection: Connection, unit_id: UUID) -> SortingRound | None:
    """That of a unit; `None` if it has never sorted and was never told to."""
    row = await connection.row(_FOUND, unit=unit_id)
    return _round(row) if row else None


async def list_overdue(
    connection: Connection, reach: tuple[str, str], *, after: str | None, limit: int
) -> Sequence[SortingRound]:
    """At most `limit` units with paths from the first until before the second of `reach` that are overdue."""
    rows = await connection.rows(_LISTED, start=reach[0], end=reach[1], after=after or "", limit=limit)
    return [_round(row) for row in rows]


def _round(row: Row) -> SortingRound:
    unit = UnitName(row["unit_id"], row["code"], row["name"])
    return SortingRound(unit, row["unit_path"], row["overdue"], row["sorted_at"], row["told_at"], row["oldest_at"])


_SORTED: Final = Compiled(
    """
    INSERT INTO sorting_rounds (unit_id, unit_path, sorted_at) VALUES ($1, $2, $3)
    ON CONFLICT (unit_id) DO UPDATE SET sorted_at = $3, overdue = false
    """,
    ("unit", "path", "now"),
    {},
)
_TOLD: Final = Compiled(
    f"""
    WITH late AS (
      SELECT u.id, u.path, o.received_at FROM units u
      JOIN LATERAL (
        SELECT i.received_at FROM opinions i WHERE i.unit_path = u.path AND i.status = 'inbox'
        ORDER BY i.received_at LIMIT 1
      ) o ON o.received_at <= $2::timestamptz - $1::interval
      LEFT JOIN sorting_rounds s ON s.unit_id = u.id
      WHERE u.active AND s.overdue IS NOT true
        AND (s.sorted_at IS NULL OR s.sorted_at <= $2::timestamptz - $1::interval)
      LIMIT $3
    ),
    r AS (
      INSERT INTO sorting_rounds (unit_id, unit_path, told_at, overdue) SELECT id, path, $2, true FROM late
      ON CONFLICT (unit_id) DO UPDATE SET told_at = $2, overdue = true WHERE NOT sorting_rounds.overdue
      RETURNING unit_id AS id, unit_id, told_at AS at
    ),
    told AS (SELECT r.id, r.unit_id, r.at, late.received_at FROM r JOIN late ON late.id = r.id),
    e AS (SELECT 'fall_due' AS action, NULL::text AS reason, a.* FROM ({author(4)}) a)
    {of_records("sorting.overdue", "told r, e", "jsonb_build_object('waiting_since', r.received_at)")}
    """,
    ("every", "now", "most", *AUTHOR),
    {},
)
_ROUNDS: Final = """
SELECT s.unit_id, u.code, u.name, s.unit_path, s.overdue, s.sorted_at, s.told_at, (
  SELECT min(i.received_at) FROM opinions i WHERE i.unit_path = s.unit_path AND i.status = 'inbox'
) AS oldest_at
FROM sorting_rounds s JOIN units u ON u.id = s.unit_id
"""
_FOUND: Final = Compiled(f"{_ROUNDS} WHERE s.unit_id = $1", ("unit",), {})
_LISTED: Final = Compiled(
    f"""{_ROUNDS}
    WHERE s.overdue AND u.active AND s.unit_path >= $1 AND s.unit_path < $2 AND s.unit_path > $3
    ORDER BY s.unit_path LIMIT $4
    """,
    ("start", "end", "after", "limit"),
    {},
)
