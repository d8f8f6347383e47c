"""Who else visits the same unit or households at about the same time (repeated visits, 多头走访)?"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row


@dataclass(frozen=True, slots=True)
class OtherVisits:
    """Visits of others to a unit within some days, planned or made: their days. `of_households`: to the same ones."""

    of_unit: tuple[date, ...]
    of_households: tuple[date, ...]


async def find_others(
    connection: Connection, visit_ids: Collection[UUID], within_days: int, seen: tuple[str, str]
) -> Mapping[UUID, OtherVisits]:
    """Visits of other units and teams around the days of some, by the visit that they are beside; of `seen` paths."""
    found: dict[UUID, list[Row]] = defaultdict(list)
    rows = await connection.rows(_OTHERS, ids=list(visit_ids), within=within_days, start=seen[0], end=seen[1])
    for row in rows:
        found[row["id"]].append(row)
    return {
        id_: OtherVisits(
            tuple(row["day"] for row in beside), tuple(row["day"] for row in beside if row["same_households"])
        )
        for id_, beside in found.items()
    }


_OTHERS: Final = Compiled(
    """
    SELECT w.id, o.day, o.household_marks && w.household_marks AS same_households
    FROM visits w
    CROSS JOIN LATERAL (
      SELECT v.id, v.day, v.household_marks FROM visits v
      WHERE v.target_unit_id = w.target_unit_id AND v.state <> 'cancelled' AND v.id <> w.id
        AND v.day >= w.day - $2::int AND v.day <= w.day + $2::int
        AND (v.unit_id, v.team_id) IS DISTINCT FROM (w.unit_id, w.team_id)
        AND v.unit_path >= $3 AND v.unit_path < $4
      ORDER BY v.day, v.id LIMIT 100
    ) o
    WHERE w.id = ANY ($1::uuid[])
    ORDER BY w.id, o.day, o.id
    """,
    ("ids", "within", "start", "end"),
    {},
)
