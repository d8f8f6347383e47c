"""Who else visits the same unit or households at about the same time (repeated visits, 多头走访)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


@dataclass(frozen=True, slots=True)
class OtherVisits:
    """Visits of others to a unit within some days, planned or made: their days. `of_households`: to the same ones."""

    of_unit: tuple[date, ...]
    of_households: tuple[date, ...]


async def find_others(
    connection: Connection, visit_id: UUID, target_id: UUID, who: tuple[UUID, UUID | None], marks: Sequence[bytes],
    days: tuple[date, date], seen: tuple[str, str],
) -> OtherVisits:  # fmt: skip
    """Visits to a unit between two days by whom is not `who`, a unit or a team of it; of paths that are `seen`."""
    unit_id, team_id = who
    rows = await connection.rows(
        _OTHERS, id=visit_id, target=target_id, unit=unit_id, team=team_id, marks=list(marks), since=days[0],
        until=days[1], start=seen[0], end=seen[1],
    )  # fmt: skip
    return OtherVisits(tuple(row["day"] for row in rows), tuple(row["day"] for row in rows if row["same_households"]))


_OTHERS: Final = Compiled(
    """
    SELECT v.day, v.household_marks && $5::bytea[] AS same_households FROM visits v
    WHERE v.target_unit_id = $2 AND v.state <> 'cancelled' AND v.day >= $6 AND v.day <= $7 AND v.id <> $1
      AND (v.unit_id, v.team_id) IS DISTINCT FROM ($3::uuid, $4::uuid)
      AND v.unit_path >= $8 AND v.unit_path < $9
    ORDER BY v.day, v.id LIMIT 100
    """,
    ("id", "target", "unit", "team", "marks", "since", "until", "start", "end"),
    {},
)
