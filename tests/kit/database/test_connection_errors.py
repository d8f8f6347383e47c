"""What a driver raises is told as what it means: nothing was done, or nobody knows."""

import errno
import os
import signal

import asyncpg
import pytest

from escalation.errors import DatabaseUnavailable, OutcomeUnknown, Refusal
from escalation.kit.database.connection import Database, DatabaseFull
from tests.support.roles import as_asked

NOBODY_KNOWS = (
    asyncpg.ConnectionDoesNotExistError, asyncpg.InterfaceError, asyncpg.InternalClientError,
    asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, ConnectionResetError, TimeoutError,
)  # fmt: skip
NOTHING_DONE = (
    asyncpg.CannotConnectNowError, asyncpg.OutOfMemoryError, asyncpg.PostgresIOError, asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError, asyncpg.SerializationError,
)  # fmt: skip


@pytest.fixture
def asked(database: Database) -> Database:
    """As the application speaks to it."""
    return as_asked(database)


async def told(database: Database, error: type[Exception], *, changes: bool = True) -> type[Refusal]:
    with pytest.raises(DatabaseUnavailable if not changes else Refusal) as refused:
        async with database.connection(changes=changes):
            raise error("as a server says it")
    return refused.type


async def test_an_error_of_the_database_is_told_as_what_is_known_of_the_change(asked: Database) -> None:
    assert {await told(asked, error) for error in NOBODY_KNOWS} == {OutcomeUnknown}
    assert {await told(asked, error) for error in NOTHING_DONE} == {DatabaseUnavailable}
    reading = {await told(asked, error, changes=False) for error in (*NOBODY_KNOWS, *NOTHING_DONE)}
    assert reading == {DatabaseUnavailable}


async def test_a_database_without_space_says_so_and_is_known_for_it_a_while(asked: Database) -> None:
    assert not asked.was_full_lately
    assert await told(asked, asyncpg.DiskFullError) is DatabaseFull
    assert asked.was_full_lately


async def test_an_error_of_a_file_is_none_of_the_database(asked: Database) -> None:
    with pytest.raises(OSError, match="no space"):
        async with asked.connection():
            raise OSError(errno.ENOSPC, "no space")


async def test_a_connection_that_the_server_ended_is_given_back_in_silence(asked: Database) -> None:
    async with asked.connection() as connection:
        await connection.raw.execute("BEGIN")
        os.kill(await connection.raw.fetchval("SELECT pg_backend_pid()"), signal.SIGTERM)
    async with asked.connection() as connection:
        assert await connection.raw.fetchval("SELECT 1") == 1
