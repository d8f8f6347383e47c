"""Was this used before (spent tokens)? What may be used once is good until somebody uses it, at whichever process.

Only what this server made comes here: nobody fills the table with what they thought up.
"""

from datetime import datetime
from hashlib import sha256
from typing import Final

from escalation.kit.database.connection import Compiled, Connection


async def spend(connection: Connection, token: bytes, expires_at: datetime) -> bool:
    """Use a token up; `False` if it was used already, or is past its time. Of two at once one has it."""
    spent = await connection.value(_SPENT, digest=sha256(token).digest(), expires_at=expires_at)
    return spent is not None


async def forget_spent(connection: Connection, limit: int) -> int:
    """Forget at most `limit` tokens that are past their time; how many there were."""
    return await connection.run(_FORGOTTEN, limit=limit)


_SPENT: Final = Compiled(
    """
    INSERT INTO spent_tokens (digest, expires_at) SELECT $1, $2 WHERE $2::timestamptz > clock_timestamp()
    ON CONFLICT DO NOTHING RETURNING 1
    """,
    ("digest", "expires_at"),
    {},
)
_FORGOTTEN: Final = Compiled(
    """
    DELETE FROM spent_tokens WHERE digest IN (
      SELECT digest FROM spent_tokens WHERE expires_at < clock_timestamp() ORDER BY expires_at LIMIT $1
    )
    """,
    ("limit",),
    {},
)
