"""Which contact points do cadres have now? Page by page of cadres, for whoever checks them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_lowest
from escalation.organisation.domain.units import Unit
from escalation.programme.contact_points.domain.checks import Cadre, HeldPoint, home_path
from escalation.programme.contact_points.domain.places import ContactPlace


@dataclass(frozen=True, slots=True)
class CadreRecord:
    """Somebody by name, with the unit where they work, and what they keep in touch with."""

    id: UUID
    name: str
    home: Unit
    cadre: Cadre


async def list_cadres(
    connection: Connection, start: str, end: str, ranks: Sequence[str], *, after: UUID | None, limit: int
) -> list[CadreRecord]:
    """At most `limit` of those who work at units with paths from `start` until before `end`, by id, behind `after`.

    Those in service with one of the `ranks`, and whoever has contact points besides.
    """
    rows = await connection.rows(_PAGE, start=start, end=end, ranks=list(ranks), after=after, limit=limit)
    return [_record(row) for row in rows]


async def find_cadre(connection: Connection, member_id: UUID) -> CadreRecord | None:
    """One member, whoever they are."""
    row = await connection.row(_ONE, id=member_id)
    return _record(row) if row else None


def _record(row: Row) -> CadreRecord:
    home = Unit(*row["home"])
    points = [
        HeldPoint(id_, ContactPlace(place), unit_id, path, level) for id_, place, unit_id, path, level in row["points"]
    ]
    return CadreRecord(row["id"], row["name"], home, Cadre(row["rank"], row["active"], home_path(home), points))


_CADRE: Final = """
SELECT m.id, m.name, m.rank, m.active,
       ROW(h.id, h.code, h.name, h.kind, h.level, h.path, h.parent_id, h.has_office, h.active) AS home,
       ARRAY(SELECT ROW(p.id, p.place, u.id, u.path, u.level) FROM contact_points p JOIN units u ON u.id = p.unit_id
             WHERE p.member_id = m.id AND p.ended_at IS NULL ORDER BY u.level DESC, p.id) AS points
FROM units h JOIN members m ON m.home_unit_id = h.id
"""
_PAGE: Final = Compiled(
    f"""{_CADRE}
    WHERE h.path >= $1 AND h.path < $2 AND m.id > {or_lowest("$4", "uuid")}
      AND ((m.active AND m.rank = ANY ($3::text[]))
           OR EXISTS (SELECT FROM contact_points p WHERE p.member_id = m.id AND p.ended_at IS NULL))
    ORDER BY m.id LIMIT $5
    """,
    ("start", "end", "ranks", "after", "limit"),
    {},
)
_ONE: Final = Compiled(f"{_CADRE} WHERE m.id = $1", ("id",), {})
