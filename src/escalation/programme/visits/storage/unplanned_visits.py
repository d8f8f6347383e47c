"""Which visits were made before their plan was written (unplanned visits)? As soon as it is there, they count for it.

A plan is written by the engine: minutes after its period has begun, or months, if the engine stood still; and in the
middle of a period, if somebody is given a unit only then.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def adopt_visits(connection: Connection, plan_ids: Sequence[UUID]) -> list[UUID]:
    """Let visits that count for no plan count for one of these: that of the member before the team before the unit.

    Which plans have some now. Costs a look at the visits of each plan's unit in its days.
    """
    rows = await connection.rows(_ADOPTED, plans=list(plan_ids))
    return [row["plan_id"] for row in rows]


_ADOPTED: Final = Compiled(
    """
    WITH found AS (
      SELECT DISTINCT ON (v.id) v.id, p.id AS plan_id, p.duty_id
      FROM visit_plans p
      JOIN visits v ON v.target_unit_id = p.target_unit_id AND v.day >= p.starts_on AND v.day <= p.ends_on
       AND v.unit_id = p.unit_id AND v.state = 'made' AND v.plan_id IS NULL
       AND (p.team_id IS NULL OR p.team_id = v.team_id) AND (p.member_id IS NULL OR p.member_id = v.member_id)
      WHERE p.id = ANY ($1::uuid[])
      ORDER BY v.id, p.member_id IS NULL, p.team_id IS NULL, p.ends_on, p.id
    ),
    adopted AS (
      UPDATE visits v SET plan_id = f.plan_id, duty_id = f.duty_id FROM found f
      WHERE v.id = f.id AND v.state = 'made' AND v.plan_id IS NULL
      RETURNING v.plan_id
    )
    SELECT DISTINCT plan_id FROM adopted ORDER BY plan_id
    """,
    ("plans",),
    {},
)
