"""Which units have a cadre who keeps in touch with them (coverage), which have none, and which have too many?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.organisation.storage.unit_windows import TreePage, page_of, window
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
) -> TreePage[ContactedUnit]:  # fmt: skip
    """At most `limit` active units with `least` to `most` cadres, in the order of the tree, behind the path `after`.

    `levels`: of these alone; `None`: of any.
    """
    narrowed = {} if levels is None else {"levels": list(levels)}
    rows = await connection.rows(
        _OF_ANY_LEVEL if levels is None else _OF_LEVELS, start=start, end=end, after=after, least=least, most=most,
        limit=limit + 1, **narrowed,
    )  # fmt: skip
    return page_of(rows, limit, _contacted)


def _contacted(row: Row) -> ContactedUnit:
    parent = UnitName(*row["parent"]) if row["parent"][0] else None
    return ContactedUnit(UnitName(*row["unit"]), parent, row["cadres"])


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


def _listed(levels: str | None = None) -> str:
    return f"""
    SELECT u.*, ROW(u.id, u.code, u.name) AS unit, ROW(above.id, above.code, above.name) AS parent
    FROM (
      SELECT u.id, u.code, u.name, u.path, u.parent_id, u.is_last, n.cadres,
             u.{_STANDS_ALONE} AND n.cadres >= $4 AND n.cadres <= coalesce($5, n.cadres) AS fits
      FROM {window(levels)} u CROSS JOIN LATERAL (SELECT {_CADRES.format("u")} AS cadres) n
    ) u LEFT JOIN units above ON above.id = u.parent_id
    WHERE u.fits OR u.is_last ORDER BY u.path LIMIT $6
    """


_PARAMETERS: Final = ("start", "end", "after", "least", "most", "limit")
_OF_ANY_LEVEL: Final = Compiled(_listed(), _PARAMETERS, {})
_OF_LEVELS: Final = Compiled(_listed("$7"), (*_PARAMETERS, "levels"), {})
