"""Does whoever began an operation still have the authority for it: the API key, or the post that they held then?"""

from typing import Final
from uuid import UUID

from escalation.identity.storage.api_keys import KEY_PRINCIPAL, PRINCIPAL, find_key_by_id
from escalation.identity.storage.held_roles import HELD_ROLES
from escalation.kit.database.connection import Compiled, Connection


async def has_lost_authority(connection: Connection, operation_id: UUID) -> bool:
    """Whether an operation was begun with a key that works no more, or by somebody who has lost the post.

    A key made for a member ends with the role. What the operator or the clock began goes on.
    """
    row = await connection.row(_BEGUN, operation=operation_id)
    if row is None:
        return False
    if row["key"] is not None:
        return await find_key_by_id(connection, row["key"]) is None
    return row["post_is_lost"] is True


_BEGUN: Final = Compiled(
    f"""
    SELECT CASE WHEN o.created_by ~ '{KEY_PRINCIPAL}' THEN substr(o.created_by, {len(PRINCIPAL) + 1})::uuid END AS key,
           o.created_by LIKE 'person:%' AND o.options -> 'by' ->> 'member_id' IS NOT NULL AND NOT EXISTS (
             SELECT FROM person_members p
             JOIN members m ON m.id = p.member_id AND m.active
             JOIN {HELD_ROLES} h ON h.member_id = m.id
             WHERE p.member_id = (o.options -> 'by' ->> 'member_id')::uuid
               AND p.person_id = (o.options -> 'by' ->> 'person_id')::uuid
               AND h.unit_id = (o.options -> 'by' ->> 'unit_id')::uuid AND h.role = o.options -> 'by' ->> 'role'
           ) AS post_is_lost
    FROM operations o WHERE o.id = $1
    """,
    ("operation",),
    {},
)
