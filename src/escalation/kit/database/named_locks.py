"""Who waits for whom (named locks)? Who takes a name has it until their transaction ends: what they counted holds."""

from collections.abc import Iterable
from typing import Final

from escalation.kit.database.connection import Compiled, Connection


async def take_lock(connection: Connection, of: str, key: object) -> None:
    """Wait until nobody else has the name; only within a transaction."""
    await connection.run(_TAKEN, name=f"{of} {key}")


async def take_locks(connection: Connection, of: str, keys: Iterable[object]) -> None:
    """Take several at once, in an order of their own: two who want some of the same wait, and never for each other."""
    await connection.run(_ALL_TAKEN, names=[f"{of} {key}" for key in keys])


_TAKEN: Final = Compiled("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", ("name",), {})
_ALL_TAKEN: Final = Compiled(
    """
    SELECT pg_advisory_xact_lock(k.lock) FROM (
      SELECT DISTINCT hashtextextended(n, 0) AS lock FROM unnest($1::text[]) n ORDER BY lock
    ) k
    """,
    ("names",),
    {},
)
