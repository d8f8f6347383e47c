"""How active was each unit in a week (activity counts)? Counted once, when the week is over, and read by subtrees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.programme.trends.domain.activity import Activity

Sources = Mapping[Activity, Compiled]
"""Statements with `since` and `until`, the first moments of a week and of the next, giving `unit_id` and `done`."""


@dataclass(frozen=True, slots=True)
class CountedWeek:
    """A week that is counted, with its working days."""

    monday: date
    working_days: int


async def counted_weeks(connection: Connection, first: date) -> list[CountedWeek]:
    """The weeks that are counted, from the one with this Monday on."""
    return [CountedWeek(*row.values()) for row in await connection.rows(_WEEKS, first=first)]


async def count_week(
    connection: Connection, sources: Sources, week: CountedWeek, between: tuple[datetime, datetime], now: datetime
) -> bool:
    """Count a week, in the caller's transaction; whether it was not counted yet. Whoever comes second does nothing.

    Each source reads by an index what was done in the week, and nothing else.
    """
    if not await connection.run(_CLAIMED, monday=week.monday, days=week.working_days, now=now):
        return False
    done: dict[UUID, dict[Activity, int]] = {}
    for kind, statement in {**SOURCES, **sources}.items():
        for row in await connection.rows(statement, since=between[0], until=between[1]):
            done.setdefault(row["unit_id"], {})[kind] = row["done"]
    counts = {kind.value: [each.get(kind, 0) for each in done.values()] for kind in Activity}
    await connection.run(_KEPT, monday=week.monday, units=list(done), **counts)
    return True


async def read_activity(
    connection: Connection, path: str, end: str, first: date
) -> Sequence[tuple[str, date, Mapping[Activity, int]]]:
    """What was done in a subtree by week: as what is below (a serial, empty for the unit itself), Monday and counts."""
    rows = await connection.rows(_READ, path=path, end=end, first=first)
    return [(row["below"], row["monday"], {kind: row[kind.value] for kind in Activity}) for row in rows]


def part_below(path: str, above: str) -> str:
    """SQL for the serial of the unit directly below `above` on the way to a path; empty for that one's own."""
    return f"split_part(substr({path}, length({above}) + 1), '/', 1)"


def _sums(table: str) -> str:
    return ", ".join(f"sum({table}.{kind.value})::bigint AS {kind.value}" for kind in Activity)


_WEEKS: Final = Compiled(
    "SELECT monday, working_days FROM trend_weeks WHERE monday >= $1 ORDER BY monday", ("first",), {}
)
_CLAIMED: Final = Compiled(
    """
    INSERT INTO trend_weeks (monday, working_days, counted_at) VALUES ($1, $2, $3) ON CONFLICT (monday) DO NOTHING
    """,
    ("monday", "days", "now"),
    {},
)
_KINDS: Final = ", ".join(kind.value for kind in Activity)
_KEPT: Final = Compiled(
    f"""
    INSERT INTO unit_activity (unit_id, unit_path, monday, {_KINDS})
    SELECT u.id, u.path, $1, {", ".join(f"d.{kind.value}" for kind in Activity)}
    FROM unnest($2::uuid[], {", ".join(f"${n}::int[]" for n in range(3, 3 + len(Activity)))}) d (unit_id, {_KINDS})
    JOIN units u ON u.id = d.unit_id
    """,
    ("monday", "units", *(kind.value for kind in Activity)),
    {},
)
_READ: Final = Compiled(
    f"""
    SELECT {part_below("a.unit_path", "$1::text")} AS below, a.monday, {_sums("a")}
    FROM unit_activity a WHERE a.unit_path >= $1 AND a.unit_path < $2 AND a.monday >= $3
    GROUP BY 1, 2
    """,
    ("path", "end", "first"),
    {},
)

_BETWEEN: Final = ("since", "until")
_OPINIONS: Final = """
SELECT unit_id, count(*) AS done FROM opinions
WHERE received_at >= $1 AND received_at < $2 AND source_system IS NULL GROUP BY unit_id
"""
_MOVES: Final = """
SELECT actor_unit_id AS unit_id, count(*) AS done FROM events
WHERE occurred_at >= $1 AND occurred_at < $2 AND ticket_id IS NOT NULL AND trigger = 'person'
  AND actor_unit_id IS NOT NULL
GROUP BY actor_unit_id
"""
# By the index of closed tickets of each unit: PostgreSQL skips from one to the next.
_CLOSINGS: Final = """
SELECT u.id AS unit_id, t.done FROM (
  SELECT holder_path, count(*) AS done FROM tickets
  WHERE NOT is_open AND closed_at >= $1 AND closed_at < $2 GROUP BY holder_path
) t JOIN units u ON u.path = t.holder_path
"""
SOURCES: Final[Mapping[Activity, Compiled]] = {
    Activity.OPINIONS: Compiled(_OPINIONS, _BETWEEN, {}),
    Activity.MOVES: Compiled(_MOVES, _BETWEEN, {}),
    Activity.CLOSINGS: Compiled(_CLOSINGS, _BETWEEN, {}),
}
"""What lies below the programme; the mechanisms beside this one are given by the application."""
