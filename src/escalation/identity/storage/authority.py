"""Does whoever began an operation still have the authority for it: the API key, or the post that they held then?"""

from typing import Final
from uuid import UUID

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import DIALECT, Compiled, Connection


async def has_lost_authority(connection: Connection, operation_id: UUID) -> bool:
    """Whether an operation was begun with a key that has ended, or by somebody who does not hold the post any more.

    A key made for a member ends with the role. What the operator or the clock began goes on.
    """
    return await connection.value(_LOST, operation=operation_id) is True


_LOST: Final = Compiled(
    f"""
    SELECT EXISTS (
      SELECT FROM api_keys k
      WHERE k.id = CASE WHEN o.created_by ~ '^key:[0-9a-f-]{{36}}$' THEN substr(o.created_by, 5)::uuid END
        AND (
          k.revoked_at IS NOT NULL OR k.expires_at <= {NOW.compile(dialect=DIALECT)}
          OR k.member_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM memberships h JOIN members m ON m.id = h.member_id AND m.active
            WHERE h.member_id = k.member_id AND h.unit_id = k.unit_id AND h.role = k.role
          )
        )
    ) OR (
      o.created_by LIKE 'person:%' AND o.options -> 'by' ->> 'member_id' IS NOT NULL AND NOT EXISTS (
        SELECT FROM person_members p
        JOIN members m ON m.id = p.member_id AND m.active
        JOIN memberships h ON h.member_id = m.id
        WHERE p.member_id = (o.options -> 'by' ->> 'member_id')::uuid
          AND p.person_id = (o.options -> 'by' ->> 'person_id')::uuid
          AND h.unit_id = (o.options -> 'by' ->> 'unit_id')::uuid AND h.role = o.options -> 'by' ->> 'role'
      )
    )
    FROM operations o WHERE o.id = $1
    """,
    ("operation",),
    {},
)
