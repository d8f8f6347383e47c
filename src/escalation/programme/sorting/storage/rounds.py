"""Which units have to sort their inbox? Rounds of sorting: what waits too long, and since when nobody has sorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.organisation.storage.units import UnitName

TASK: Final = "sorting"
"""As the engine calls what reminds of them."""


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


async def list_late(connection: Connection, every: timedelta, now: datetime, most: int) -> Mapping[UUID, datetime]:
    """At most `most` units in whose inbox an opinion waits for longer, and that have not sorted for as long.

    Since when it waits. Units that were told and have not sorted since are left out. Costs a look at the first opinion
    of each inbox in which something waits.
    """
    rows = await connection.rows(_LATE, every=every, now=now, most=most)
    return {row["id"]: row["received_at"] for row in rows}


async def tell_overdue(connection: Connection, late: Mapping[UUID, datetime], now: datetime) -> None:
    """Tell units to sort; whoever was told meanwhile is not told again."""
    await connection.run(_TOLD, units=list(late), since=list(late.values()), now=now, **by(CLOCK, "clock"))


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
# From the first of one inbox the index leads to the first of the next.
_FIRST: Final = "SELECT i.unit_path, i.received_at FROM opinions i WHERE i.status = 'inbox'"
_LATE: Final = Compiled(
    f"""
    WITH RECURSIVE inbox AS (
      ({_FIRST} ORDER BY i.unit_path, i.received_at LIMIT 1)
      UNION ALL
      SELECT n.* FROM inbox b CROSS JOIN LATERAL (
        {_FIRST} AND i.unit_path > b.unit_path ORDER BY i.unit_path, i.received_at LIMIT 1
      ) n
    )
    SELECT u.id, o.received_at FROM inbox o
    JOIN units u ON u.path = o.unit_path AND u.active
    LEFT JOIN sorting_rounds s ON s.unit_id = u.id
    WHERE o.received_at <= $2::timestamptz - $1::interval
      AND s.overdue IS NOT true AND {not_set_aside(TASK, "u.id")}
      AND (s.sorted_at IS NULL OR s.sorted_at <= $2::timestamptz - $1::interval)
    LIMIT $3
    """,
    ("every", "now", "most"),
    {},
)
_TOLD: Final = Compiled(
    f"""
    WITH late AS (
      SELECT u.id, u.path, l.received_at FROM unnest($1::uuid[], $2::timestamptz[]) l (id, received_at)
      JOIN units u ON u.id = l.id
    ),
    r AS (
      INSERT INTO sorting_rounds (unit_id, unit_path, told_at, overdue)
      SELECT id, path, $3::timestamptz, true FROM late
      ON CONFLICT (unit_id) DO UPDATE SET told_at = $3, overdue = true WHERE NOT sorting_rounds.overdue
      RETURNING unit_id AS id, unit_id, told_at AS at
    ),
    told AS (SELECT r.id, r.unit_id, r.at, late.received_at FROM r JOIN late ON late.id = r.id),
    e AS (SELECT 'fall_due' AS action, NULL::text AS reason, a.* FROM ({author(4)}) a)
    {of_records("sorting.overdue", "told r, e", "jsonb_build_object('waiting_since', r.received_at)")}
    """,
    ("units", "since", "now", *AUTHOR),
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
