"""Do filters name what is there? Unknown states, categories, units and members, found in one statement."""

from typing import Final

from escalation.kit.database.connection import Compiled, Connection
from escalation.tickets.storage.filters import Filters


async def unknown_names(connection: Connection, filters: Filters) -> frozenset[str]:
    """Which of the filters name what is not there: a state, the category, a unit, a member.

    A state is there if any life cycle that was ever published has it.
    """
    asked = {name: getattr(filters, name) for name in _NAMED}
    if all(value is None for value in asked.values()):
        return frozenset()
    (row,) = await connection.rows(_UNKNOWN, **asked)
    return frozenset(name for name in _NAMED if row[name])


_NAMED: Final = "states", "category", "holder_unit_id", "origin_unit_id", "assignee_id"
_UNKNOWN: Final = Compiled(
    """
    SELECT EXISTS (
             SELECT FROM unnest($1::text[]) s (name) WHERE NOT EXISTS (
               SELECT FROM documents d WHERE d.kind = 'workflow' AND d.document -> 'states' ? s.name
             )
           ) AS states,
           $2::text IS NOT NULL AND NOT EXISTS (SELECT FROM categories WHERE code = $2) AS category,
           $3::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM units WHERE id = $3) AS holder_unit_id,
           $4::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM units WHERE id = $4) AS origin_unit_id,
           $5::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM members WHERE id = $5) AS assignee_id
    """,
    _NAMED,
    {},
)
