"""Which units have a cadre who keeps in touch with them (coverage), which have none, and which have too many?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """Of the units that have to be covered at and below one: how many there are, and how many are, as a whole."""

    unit: UnitName
    to_cover: int
    covered: int


@dataclass(frozen=True, slots=True)
class ContactedUnit:
    """A unit, the one above it, and how many cadres keep in touch with it as a whole."""

    unit: UnitName
    parent: UnitName | None
    cadres: int


async def count_coverage(connection: Connection, unit_id: UUID, levels: Sequence[int]) -> list[UnitCoverage]:
    """Of a unit itself and each one directly below it that has any such units, in the order of codes."""
    rows = await connection.rows(_COUNTED, unit=unit_id, levels=list(levels))
    return [UnitCoverage(UnitName(*row["unit"]), row["to_cover"], row["covered"]) for row in rows]


async def list_contacted(
    connection: Connection, start: str, end: str, levels: Sequence[int] | None, least: int, most: int | None, *,
    after: str | None, limit: int,
) -> list[ContactedUnit]:  # fmt: skip
    """At most `limit` active units with `least` to `most` cadres, in the order of codes, behind the code `after`.

    `levels`: of these alone; `None`: of any.
    """
    rows = await connection.rows(
        _LISTED, start=start, end=end, levels=None if levels is None else list(levels), least=least, most=most,
        after=after, limit=limit,
    )  # fmt: skip
    return [
        ContactedUnit(UnitName(*row["unit"]), UnitName(*row["parent"]) if row["parent"][0] else None, row["cadres"])
        for row in rows
    ]


# What belongs to a unit, a department, is no place that somebody keeps in touch with for the people there.
_STANDS_ALONE: Final = "kind IN ('territory', 'enterprise')"
_CADRES: Final = """
(SELECT count(DISTINCT p.member_id) FROM contact_points p
 WHERE p.unit_id = {}.id AND p.place = 'unit' AND p.ended_at IS NULL)
"""
_COUNTED: Final = Compiled(
    f"""
    SELECT ROW(c.id, c.code, c.name) AS unit, count(*) AS to_cover,
           count(*) FILTER (WHERE EXISTS (
             SELECT FROM contact_points p WHERE p.unit_id = u.id AND p.place = 'unit' AND p.ended_at IS NULL
           )) AS covered
    FROM units top
    JOIN units c ON (c.id = top.id OR c.parent_id = top.id) AND c.active AND c.{_STANDS_ALONE}
    JOIN units u ON u.path >= c.path AND u.path < left(c.path, -1) || '0' AND u.active AND u.{_STANDS_ALONE}
                AND u.level = ANY ($2::int[])
    WHERE top.id = $1
    GROUP BY c.id, c.code, c.name, top.id ORDER BY c.id <> top.id, c.code
    """,
    ("unit", "levels"),
    {},
)
_LISTED: Final = Compiled(
    f"""
    SELECT ROW(u.id, u.code, u.name) AS unit, ROW(above.id, above.code, above.name) AS parent, n.cadres
    FROM units u LEFT JOIN units above ON above.id = u.parent_id,
         LATERAL (SELECT {_CADRES.format("u")} AS cadres) n
    WHERE u.path >= $1 AND u.path < $2 AND u.active AND u.{_STANDS_ALONE}
      AND ($3::int[] IS NULL OR u.level = ANY ($3::int[])) AND n.cadres >= $4 AND n.cadres <= coalesce($5, n.cadres)
      AND ($6::text IS NULL OR u.code > $6::text COLLATE "C")
    ORDER BY u.code LIMIT $7
    """,
    ("start", "end", "levels", "least", "most", "after", "limit"),
    {},
)
