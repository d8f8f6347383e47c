"""What was tried? One row for each attempt to send something, in the log that is partitioned by day."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.clock import read_wall
from escalation.kit.database.connection import Compiled, Connection


class Attempt(NamedTuple):
    """One attempt: field names are column names. `started_at` is the wall's time, `next_at` goes by the due dates."""

    endpoint_id: UUID
    event_id: UUID
    event_type: str
    attempt: int
    cause: str
    started_at: datetime
    duration_ms: int
    outcome: str
    status: int | None = None
    remote_ip: str | None = None
    error: str | None = None
    response_headers: Mapping[str, str] | None = None
    response_body: bytes | None = None
    next_at: datetime | None = None


async def insert_attempts(connection: Connection, rows: Sequence[Attempt]) -> None:
    """Write attempts down, at least one."""
    await connection.raw.copy_records_to_table("webhook_attempts", records=rows, columns=Attempt._fields)


async def make_days(connection: Connection, ahead: int = 3) -> int:
    """Make the partitions of the coming days; how many there were not. What comes before is in the default one.

    Raises `DatabaseUnavailable`, here and in `drop_days`, if somebody reads the log for long: not now, then.
    A day is begun before anything is written of it: rows that stand in the default partition could not move.
    """
    wall, existing = await read_wall(connection), await _days(connection)
    missing = {wall.date() + timedelta(days=day) for day in range(1, ahead + 1)}.difference(existing)
    for day in sorted(missing):
        await _change(connection, _BEGUN, day)
    return len(missing)


async def drop_days(connection: Connection, kept: int, chunk: int = 5_000) -> bool:
    """Drop the partitions of days that ended longer ago than `kept` days, one; whether there may be more."""
    first = (await read_wall(connection)).date() - timedelta(days=kept)
    for day in await _days(connection):
        if day < first:
            await _change(connection, _DROPPED, day)
            return True
    return await connection.run(_CLEARED, before=datetime.combine(first, time(), UTC), limit=chunk) == chunk


async def _change(connection: Connection, change: Compiled, day: date) -> None:
    """Change the table's partitions, or give up soon: while this waits for a long read, all results wait behind it."""
    async with connection.transaction():
        await connection.raw.execute("SET LOCAL lock_timeout = '200ms'")
        await connection.run(change, day=day)


async def _days(connection: Connection) -> list[date]:
    rows = await connection.rows(_PARTITIONS)
    return sorted(date.fromisoformat(row["name"].removeprefix(_PREFIX)) for row in rows)


_PREFIX: Final = "webhook_attempts_"
# The application makes and drops no tables but by these two, which do it as the owner.
_BEGUN: Final = Compiled("SELECT begin_day_of_attempts($1)", ("day",), {})
_DROPPED: Final = Compiled("SELECT drop_day_of_attempts($1)", ("day",), {})
_PARTITIONS: Final = Compiled(
    """
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'webhook_attempts'::regclass AND c.relname ~ '_[0-9]{8}$'
    """,
    (),
    {},
)
_CLEARED: Final = Compiled(
    """
    DELETE FROM webhook_attempts_default WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM webhook_attempts_default WHERE started_at < $1 LIMIT $2
    ))
    """,
    ("before", "limit"),
    {},
)
