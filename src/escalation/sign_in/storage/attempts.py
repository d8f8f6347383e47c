"""How often was it tried to sign in? Buckets that leak (sign-in attempts), shared by all processes.

What is kept of a bucket is when it will be empty. By the wall: an attack does not wait for the clock of a sandbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from escalation.kit.database.connection import Compiled, Connection


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is counted under a hash: `burst` attempts at once, and then one each `drop`."""

    name: bytes
    burst: int
    drop: timedelta


async def admit(connection: Connection, buckets: Sequence[Bucket]) -> timedelta:
    """Count an attempt in every bucket; how long to wait if one of them is full, and then none has counted it.

    Wants a transaction, which is to be given up by who has to wait.
    """
    waits = [await _drop_into(connection, bucket) for bucket in sorted(buckets, key=lambda bucket: bucket.name)]
    return max(waits, default=timedelta(0))


async def empty(connection: Connection, buckets: Sequence[Bucket]) -> None:
    """Forget what was counted: it was the right person after all."""
    await connection.run(_EMPTIED, names=[bucket.name for bucket in buckets])


async def forget_attempts(connection: Connection, limit: int) -> int:
    """Forget at most `limit` buckets that are empty; how many there were."""
    return await connection.run(_FORGOTTEN, limit=limit)


async def _drop_into(connection: Connection, bucket: Bucket) -> timedelta:
    full = bucket.drop * bucket.burst
    wait = await connection.value(_DROPPED, bucket=bucket.name, drop=bucket.drop, full=full)
    return wait if isinstance(wait, timedelta) and wait > timedelta(0) else timedelta(0)


# A drop that would make it overflow is taken back by whoever has to wait: the row is locked until then.
_DROPPED: Final = Compiled(
    """
    INSERT INTO sign_in_attempts AS a (bucket, empty_at) VALUES ($1, clock_timestamp() + $2::interval)
    ON CONFLICT (bucket) DO UPDATE SET empty_at = greatest(a.empty_at, clock_timestamp()) + $2::interval
    RETURNING empty_at - clock_timestamp() - $3::interval AS wait
    """,
    ("bucket", "drop", "full"),
    {},
)
_EMPTIED: Final = Compiled("DELETE FROM sign_in_attempts WHERE bucket = ANY ($1::bytea[])", ("names",), {})
_FORGOTTEN: Final = Compiled(
    """
    DELETE FROM sign_in_attempts WHERE bucket IN (
      SELECT bucket FROM sign_in_attempts WHERE empty_at < clock_timestamp() ORDER BY empty_at LIMIT $1
      FOR UPDATE SKIP LOCKED
    )
    """,
    ("limit",),
    {},
)
