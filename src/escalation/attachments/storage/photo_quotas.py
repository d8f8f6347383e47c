"""How much have citizens sent along today (photo quotas), and with this opinion? Counted as the bytes come."""

from datetime import date
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection

_ALL: Final = b""
"""Stands for all addresses, and comes before each of them: whoever counts locks it first."""


async def lock_opinion(connection: Connection, opinion_id: UUID) -> bool:
    """Have files of an opinion begun one after the other; `False` if it was erased."""
    return await connection.row(_LOCKED, opinion=opinion_id) is not None


async def count_photos(connection: Connection, opinion_id: UUID, principal: str) -> int:
    """How many files of an opinion its citizen has begun or sent. To be asked under its lock."""
    row = await connection.row(_COUNTED, opinion=opinion_id, principal=principal)
    return row["photos"] if row else 0


async def find_used(connection: Connection, day: date, address_index: bytes) -> tuple[int, int]:
    """What an address and all have sent on this day."""
    rows = await connection.rows(_USED, day=day, all_=_ALL, address=address_index)
    used = {row["address_index"]: row["bytes"] for row in rows}
    return used.get(address_index, 0), used.get(_ALL, 0)


async def charge(connection: Connection, day: date, address_index: bytes, size: int) -> tuple[int, int]:
    """Count `size` bytes against an address and against all, and say what each has with them on this day."""
    rows = await connection.rows(_CHARGED, day=day, all_=_ALL, address=address_index, size=size)
    used = {row["address_index"]: row["bytes"] for row in rows}
    return used[address_index], used[_ALL]


async def forget_before(connection: Connection, day: date) -> int:
    """Forget what was counted on earlier days; how many counts there were."""
    return await connection.run(_FORGOTTEN, day=day)


_LOCKED: Final = Compiled(
    "SELECT 1 AS found FROM opinions WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE", ("opinion",), {}
)
_COUNTED: Final = Compiled(
    """
    SELECT count(*) AS photos FROM attachments
    WHERE opinion_id = $1 AND created_by = $2 AND state IN ('uploading', 'ready')
    """,
    ("opinion", "principal"),
    {},
)
_USED: Final = Compiled(
    "SELECT address_index, bytes FROM photo_quotas WHERE day = $1 AND address_index IN ($2, $3)",
    ("day", "all_", "address"),
    {},
)
_CHARGED: Final = Compiled(
    """
    INSERT INTO photo_quotas AS q (day, address_index, bytes) VALUES ($1, $2, $4), ($1, $3, $4)
    ON CONFLICT (day, address_index) DO UPDATE SET bytes = q.bytes + excluded.bytes
    RETURNING address_index, bytes
    """,
    ("day", "all_", "address", "size"),
    {},
)
_FORGOTTEN: Final = Compiled("DELETE FROM photo_quotas WHERE day < $1", ("day",), {})
