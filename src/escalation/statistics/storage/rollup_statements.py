"""Which roll-up statements are there? A few rows of each day, for a unit and those directly below it."""

from typing import Final

from escalation.kit.database.connection import Compiled
from escalation.statistics.domain.rates import COUNTS

ROLLED_UP: Final = Compiled(
    f"""
    SELECT r.unit_serial, r.alone, {", ".join(f"sum(r.{name})::bigint AS {name}" for name in COUNTS)}
    FROM (
      SELECT u.serial::integer AS unit_serial, false AS alone FROM units u WHERE u.parent_id = $2
      UNION ALL SELECT $1::integer, alone FROM (VALUES (true), (false)) AS v (alone)
    ) asked
    CROSS JOIN LATERAL (
      SELECT * FROM rate_rollups r
      WHERE r.basis = $3 AND r.unit_serial = asked.unit_serial AND r.alone = asked.alone
        AND r.day >= $4 AND r.day < $5 AND r.seen_from >= $6 AND (NOT r.confidential OR $7)
      OFFSET 0
    ) r
    GROUP BY r.unit_serial, r.alone
    """,
    ("serial", "unit_id", "basis", "first", "behind", "depth", "sees_confidential"),
    {},
)
"""`unit_serial, alone` and `COUNTS`: the unit with all below it and alone, and those directly below, each with all.

Days from `first` on and before `behind`; `depth`: how far from the top the caller's unit is, which is 1.
"""

_ASSIGNED: Final = "assignee_id IS NOT NULL AND assignee_id = $1 AND confidential"
IS_TOLD_A_SECRET: Final = Compiled(
    f"""
    SELECT EXISTS (SELECT FROM tickets WHERE is_open AND {_ASSIGNED})
      OR EXISTS (SELECT FROM tickets WHERE NOT is_open AND {_ASSIGNED})
    """,
    ("member",),
    {},
)
"""Whether a member was ever assigned a confidential ticket, which they see though their role alone does not."""
