"""Has a sign-in ended: the session of a browser, or that of a phone?"""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def has_ended(connection: Connection, sign_in_id: UUID) -> bool:
    """Whether somebody has signed out of a session or a phone, was signed out of it, or its time is over."""
    return await connection.value(_LIVES, sign_in=sign_in_id) is not True


_LIVES: Final = Compiled(
    """
    SELECT EXISTS (SELECT FROM sessions WHERE id = $1 AND ended_at IS NULL AND expires_at > clock_timestamp())
        OR EXISTS (SELECT FROM device_tokens WHERE id = $1 AND ended_at IS NULL AND expires_at > clock_timestamp())
    """,
    ("sign_in",),
    {},
)
