"""Do filters name what is there? The filter names that are not: states, categories, units, members. One statement."""

from dataclasses import dataclass
from typing import Final

from escalation.kit.database.connection import Compiled, Connection
from escalation.tickets.storage.filters import Filters


@dataclass(frozen=True, slots=True)
class FilterNames:
    """Which of the filters name what is not there, and whether tickets in the states are open, closed or either."""

    unknown: frozenset[str]
    halves: frozenset[bool]


async def look_up_names(connection: Connection, filters: Filters) -> FilterNames:
    """What the filters name. A state is there if any life cycle that was ever published has it.

    So a list of open tickets does not wade through years of closed ones. Life cycles may differ in what is open.
    """
    asked = {name: getattr(filters, name) for name in _NAMED}
    if all(value is None for value in asked.values()):
        return FilterNames(frozenset(), filters.halves)
    (row,) = await connection.rows(_LOOKED_UP, **asked)
    unknown = frozenset(name for name in _NAMED if row[name])
    return FilterNames(unknown, frozenset(row["halves"] or ()) if filters.states is not None else filters.halves)


_NAMED: Final = "states", "category", "holder_unit_id", "origin_unit_id", "assignee_id"
_LOOKED_UP: Final = Compiled(
    """
    SELECT EXISTS (
             SELECT FROM unnest($1::text[]) s (name) WHERE NOT EXISTS (
               SELECT FROM documents d WHERE d.kind = 'workflow' AND d.document -> 'states' ? s.name
             )
           ) AS states,
           (
             SELECT array_agg(DISTINCT coalesce((s.value -> 'open')::boolean, true)
                              AND NOT coalesce((s.value -> 'final')::boolean, false))
             FROM documents d, jsonb_each(d.document -> 'states') s
             WHERE d.kind = 'workflow' AND s.key = ANY ($1::text[])
           ) AS halves,
           $2::text IS NOT NULL AND NOT EXISTS (SELECT FROM categories WHERE code = $2) AS category,
           $3::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM units WHERE id = $3) AS holder_unit_id,
           $4::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM units WHERE id = $4) AS origin_unit_id,
           $5::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM members WHERE id = $5) AS assignee_id
    """,
    _NAMED,
    {},
)
