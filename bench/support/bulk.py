"""How are millions of rows written fast? Without indexes, which are made again afterwards as the catalogue had them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import asyncpg

from bench.deadlines.clock import Raw

AT_ONCE: Final = 2
"""Connections that write at a time."""

_UNIQUE = """
SELECT c.conrelid::regclass::text AS table, c.conname AS name, c.contype::text AS kind,
       pg_get_indexdef(c.conindid) AS index
FROM pg_constraint c WHERE c.contype IN ('p', 'u') AND c.conrelid = ANY ($1::regclass[])
"""
_FOREIGN = """
SELECT c.conrelid::regclass::text AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid = ANY ($1::regclass[])
"""
_PLAIN = """
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS index
FROM pg_index i
WHERE i.indrelid = ANY ($1::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.contype IN ('p', 'u') AND c.conindid = i.indexrelid)
"""


@dataclass(frozen=True, slots=True)
class _Dropped:
    """What has to be made again: indexes, then the constraints that stand on them, then those that lean on those."""

    indexes: Sequence[str]
    unique: Sequence[str]
    foreign: Sequence[str]


@asynccontextmanager
async def without_indexes(dsn: str, tables: Sequence[str], tell: Callable[[str], None]) -> AsyncIterator[None]:
    """Inside the block the tables have no index, nor any constraint that needs one; autovacuum leaves them alone.

    Afterwards they have the same ones again, and statistics.
    """
    async with quick_connection(dsn) as connection:
        dropped = await _drop(connection, tables)
        for table in tables:
            await connection.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
    yield
    await in_turn(dsn, dropped.indexes, tell)
    async with quick_connection(dsn) as connection:
        for statement in (*dropped.unique, *dropped.foreign):
            tell(statement)
            await connection.execute(statement)
        for table in tables:
            await connection.execute(f"ALTER TABLE {table} RESET (autovacuum_enabled)")
    await in_turn(dsn, [f"VACUUM (ANALYZE) {table}" for table in tables], tell)
    async with quick_connection(dsn) as connection:
        tell("CHECKPOINT")
        await connection.execute("CHECKPOINT")


async def in_turn(dsn: str, statements: Sequence[str], tell: Callable[[str], None]) -> None:
    """Run statements, two at a time."""
    waiting = list(reversed(statements))

    async def work() -> None:
        async with quick_connection(dsn) as connection:
            while waiting:
                statement = waiting.pop()
                tell(statement)
                await connection.execute(statement)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(work())


@asynccontextmanager
async def quick_connection(dsn: str) -> AsyncIterator[Raw]:
    """A connection for filling: no trigger, no foreign key, no waiting for the disk; much memory for sorting."""
    connection = await asyncpg.connect(dsn, server_settings=_QUICK)
    try:
        yield connection
    finally:
        await connection.close()


_QUICK: Final = {
    "session_replication_role": "replica",
    "synchronous_commit": "off",
    "maintenance_work_mem": "1GB",
    "work_mem": "256MB",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
}


async def _drop(connection: Raw, tables: Sequence[str]) -> _Dropped:
    foreign = await connection.fetch(_FOREIGN, tables)
    unique = await connection.fetch(_UNIQUE, tables)
    plain = await connection.fetch(_PLAIN, tables)
    for row in (*foreign, *unique):
        await connection.execute(f"ALTER TABLE {row['table']} DROP CONSTRAINT {row['name']}")
    for row in plain:
        await connection.execute(f"DROP INDEX {row['name']}")
    return _Dropped(
        indexes=[row["index"] for row in (*unique, *plain)],
        unique=[_add(row, f"{_KINDS[row['kind']]} USING INDEX {row['name']}") for row in unique],
        foreign=[_add(row, row["definition"]) for row in foreign],
    )


_KINDS: Final = {"p": "PRIMARY KEY", "u": "UNIQUE"}


def _add(row: asyncpg.Record, what: str) -> str:
    return f"ALTER TABLE {row['table']} ADD CONSTRAINT {row['name']} {what}"
