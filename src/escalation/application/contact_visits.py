"""How do contact points of cadres become visit duties? By a step of the engine: neither mechanism knows of the other.

A cadre owes visits to the units that are their contact points, as somebody of their home unit, until it is one no more.
"""

from typing import Final

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.programme.visits.usecases.visit_rules import read_present

CHUNK: Final = 500


async def step(runtime: Runtime) -> bool:
    """End duties of contact points that have ended, and give those of new ones; whether there may be more."""
    async with runtime.database.transaction() as connection:
        today, now = (await read_present(runtime, connection)).today, await read_now(connection)
        ended = await connection.run(_ENDED, now=now, limit=CHUNK)
        given = await connection.run(_GIVEN, today=today, now=now, ids=[new_id() for _ in range(CHUNK)])
    return CHUNK in {ended, given}


_BY: Final = "contact points"
"""Stands as who gave such a duty."""
# What there may be of a contact point is looked up by the unit that is visited. Joined, it would be read by the unit
# that visits, all of whose duties are many: so does a plan that was made while the tables were empty.
_GIVEN: Final = Compiled(
    f"""
    WITH missing AS (
      SELECT c.member_id, c.unit_id AS target_id, u.id, u.path, row_number() OVER () AS n
      FROM contact_points c
      JOIN members m ON m.id = c.member_id AND m.active
      JOIN units u ON u.id = m.home_unit_id AND u.active
      JOIN units t ON t.id = c.unit_id AND t.active
      LEFT JOIN LATERAL (
        SELECT d.id FROM visit_duties d
        WHERE d.unit_id = u.id AND d.target_unit_id = c.unit_id AND d.team_id IS NULL AND d.member_id = c.member_id
          AND d.ended_at IS NULL
        LIMIT 1
      ) given ON true
      WHERE c.ended_at IS NULL AND c.place = 'unit' AND given.id IS NULL
      LIMIT cardinality($3::uuid[])
    )
    INSERT INTO visit_duties (
      id, unit_id, unit_path, member_id, target_unit_id, derived, next_on, created_at, created_by
    )
    SELECT ($3::uuid[])[n], id, path, member_id, target_id, false, $1, $2, '{_BY}' FROM missing
    ON CONFLICT DO NOTHING
    """,
    ("today", "now", "ids"),
    {},
)
_ENDED: Final = Compiled(
    f"""
    WITH lost AS (
      SELECT d.id FROM visit_duties d
      JOIN members m ON m.id = d.member_id
      LEFT JOIN LATERAL (
        SELECT c.id FROM contact_points c
        WHERE c.unit_id = d.target_unit_id AND c.member_id = d.member_id AND c.ended_at IS NULL AND c.place = 'unit'
        LIMIT 1
      ) point ON true
      WHERE d.ended_at IS NULL AND d.created_by = '{_BY}'
        AND NOT (m.active AND m.home_unit_id = d.unit_id AND point.id IS NOT NULL)
      ORDER BY d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED
    ),
    void AS (
      UPDATE visit_plans p SET void_at = $1, wake_at = NULL FROM lost
      WHERE p.duty_id = lost.id AND p.fulfilled_at IS NULL AND p.void_at IS NULL
    )
    UPDATE visit_duties d SET ended_at = $1, next_on = NULL FROM lost WHERE d.id = lost.id
    """,
    ("now", "limit"),
    {},
)
