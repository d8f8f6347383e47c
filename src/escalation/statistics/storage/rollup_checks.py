"""Are roll-ups right (roll-up checks)? What tickets contribute is told anew, and what they did is added up anew."""

from datetime import date
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.statistics.domain.rates import COUNTS
from escalation.statistics.domain.reports import Basis
from escalation.statistics.storage.rollup_counting import KEPT
from escalation.statistics.storage.ticket_contributions import CELLS, CONTRIBUTIONS, unpacked


async def wrongly_counted(connection: Connection, tickets: list[UUID]) -> list[str]:
    """The numbers of those tickets that roll-ups do not count as they are, though they should by now.

    None while all are being counted anew.
    """
    zone = await connection.value(_ZONE)
    if zone is None:
        return []
    rows = await connection.rows(_WRONGLY_COUNTED, tickets=tickets, zone=zone)
    return [row["number"] for row in rows]


async def days_counted(connection: Connection) -> tuple[date, date] | None:
    """The first and the last day on which a ticket that is counted is due."""
    row = await connection.row(_DAYS)
    return (row["first"], row["last"]) if row is not None and row["first"] is not None else None


async def wrong_sums(connection: Connection, basis: Basis, day: date) -> int:
    """How many rows of a day are not what the contributions of its tickets come to."""
    return int(str(await connection.value(_WRONG_SUMS[basis], day=day)))


_NOW: Final = ", ".join(f"n.{name}" for name in KEPT)
_BEFORE: Final = ", ".join(f"k.{name}" for name in KEPT)
_ZONE: Final = Compiled("SELECT zone FROM rollup_progress WHERE walked_to IS NULL", (), {})
_DAYS: Final = Compiled("SELECT min(due) AS first, max(due) AS last FROM rate_contributions", (), {})
# What is still to be counted is not wrong: an event that was not looked at, a promise that broke a moment ago.
_WRONGLY_COUNTED: Final = Compiled(
    f"""
    WITH {CONTRIBUTIONS}
    SELECT t.number
    FROM tickets t
    CROSS JOIN rollup_progress p
    LEFT JOIN contributions n ON n.ticket_id = t.id
    LEFT JOIN rate_contributions k ON k.ticket_id = t.id
    WHERE t.id = ANY ($1::uuid[])
      AND (n.ticket_id, {_NOW}) IS DISTINCT FROM (k.ticket_id, {_BEFORE})
      AND (k.breaks_at IS NULL OR k.breaks_at > p.as_of)
      AND NOT EXISTS (
        SELECT FROM events e WHERE e.ticket_id = t.id AND (e.feed_pos IS NULL OR e.feed_pos > p.feed_pos)
      )
    """,
    ("tickets", "zone"),
    {},
)


def _wrong_sums(basis: Basis) -> Compiled:
    sums = ", ".join(f"sum({unpacked(name)})::bigint" for name in COUNTS)
    sql = f"""
    WITH expected AS (
      SELECT cell.unit, cell.alone, cell.seen_from, c.confidential, ARRAY[{sums}] AS counts
      FROM rate_contributions c CROSS JOIN LATERAL {CELLS}
      WHERE c.{basis} = $1
      GROUP BY 1, 2, 3, 4
    ),
    found AS (
      SELECT u.serial::integer AS unit, a.alone, r.seen_from, r.confidential, ARRAY[{", ".join(COUNTS)}] AS counts
      FROM units u CROSS JOIN (VALUES (true), (false)) AS a (alone) CROSS JOIN LATERAL (
        SELECT * FROM rate_rollups r
        WHERE r.basis = '{basis}' AND r.unit_serial = u.serial::integer AND r.alone = a.alone AND r.day = $1
        OFFSET 0
      ) r
    )
    SELECT count(*)
    FROM expected e FULL JOIN found f USING (unit, alone, seen_from, confidential)
    WHERE coalesce(e.counts, array_fill(0::bigint, ARRAY[{len(COUNTS)}]))
      <> coalesce(f.counts, array_fill(0::bigint, ARRAY[{len(COUNTS)}]))
    """
    return Compiled(sql, ("day",), {})


_WRONG_SUMS: Final = {basis: _wrong_sums(basis) for basis in Basis}
