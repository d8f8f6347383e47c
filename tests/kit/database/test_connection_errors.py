"""What a driver raises is told as what it means: nothing was done, or nobody knows."""

import errno

import asyncpg
import pytest

from escalation.errors import DatabaseUnavailable, OutcomeUnknown, Refusal
from escalation.kit.database.connection import Database, DatabaseFull

NOBODY_KNOWS = (
    asyncpg.ConnectionDoesNotExistError, asyncpg.InterfaceError, asyncpg.InternalClientError,
    asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, ConnectionResetError, TimeoutError,
)  # fmt: skip
NOTHING_DONE = (
    asyncpg.CannotConnectNowError, asyncpg.OutOfMemoryError, asyncpg.PostgresIOError, asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError, asyncpg.SerializationError,
)  # fmt: skip


async def told(database: Database, error: type[Exception], *, changes: bool = True) -> type[Refusal]:
    with pytest.raises(DatabaseUnavailable if not changes else Refusal) as refused:
        async with database.connection(changes=changes):
            raise error("as a server says it")
    return refused.type


async def test_an_error_of_the_database_is_told_as_what_is_known_of_the_change(database: Database) -> None:
    assert {await told(database, error) for error in NOBODY_KNOWS} == {OutcomeUnknown}
    assert {await told(database, error) for error in NOTHING_DONE} == {DatabaseUnavailable}
    reading = {await told(database, error, changes=False) for error in (*NOBODY_KNOWS, *NOTHING_DONE)}
    assert reading == {DatabaseUnavailable}


async def test_a_database_without_space_says_so_and_is_known_for_it_a_while(database: Database) -> None:
    assert not database.was_full_lately
    assert await told(database, asyncpg.DiskFullError) is DatabaseFull
    assert database.was_full_lately


async def test_an_error_of_a_file_is_none_of_the_database(database: Database) -> None:
    with pytest.raises(OSError, match="no space"):
        async with database.connection():
            raise OSError(errno.ENOSPC, "no space")


async def test_a_connection_that_the_server_ended_is_given_back_in_silence(database: Database) -> None:
    async with database.connection() as connection, database.connection() as other:
        await connection.raw.execute("BEGIN")
        pid = await connection.raw.fetchval("SELECT pg_backend_pid()")
        await other.raw.execute("SELECT pg_terminate_backend($1, 10000)", pid)
    async with database.connection() as connection:
        assert await connection.raw.fetchval("SELECT 1") == 1
