"""How does a connection to the database work? SQLAlchemy builds a statement once, asyncpg runs it.

Statements are SQLAlchemy Core objects; they are compiled to text once, when their module is imported or when the first
of their shape is asked for, and run on asyncpg directly, because the engine's own execution path costs as much again as
the round trip (docs/decisions/0003-no-orm.md). A connection takes compiled statements only.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from time import monotonic
from typing import Any, Final

import asyncpg
import orjson
from sqlalchemy import ClauseElement, Dialect, make_url
from sqlalchemy.sql.compiler import SQLCompiler

from escalation.errors import N_, DatabaseUnavailable, OutcomeUnknown

Row = asyncpg.Record
Params = Mapping[str, object]

MOST_PREPARED: Final = 500
"""Statements that a connection keeps, more than there are. The driver by itself keeps a hundred, each for five minutes,
and none that is longer than 15 kB, as the lists are."""

DIALECT: Dialect = make_url("postgresql+asyncpg://").get_dialect()()
# A server that ends, or does not answer in time, may have committed what it was asked last. Other errors of the system,
# raised while a connection is borrowed, are of whatever else is done meanwhile.
_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # The server has said that it ends while nobody asked it, and the driver wonders.
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    ConnectionError,
    TimeoutError,
)
# It has answered, and said that nothing was done.
_BUSY = (
    asyncpg.CannotConnectNowError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
)
PASSING: Final = (*_LOST, *_BUSY)
"""Errors that tell nothing of what was asked: asked again, the same may well be done."""
_SEGMENT: Final = 16 << 20
"""Bytes of a segment of PostgreSQL's log: with less space than that it does not start."""
_REMEMBERED: Final = 60.0
_MAKING_ROOM: Final = 30
"""Seconds after which asking again may be worth while."""


class DatabaseFull(DatabaseUnavailable):
    """There is no space left where the database keeps its data."""

    code = "DB_FULL"
    title = N_("No space left for the database")
    detail = N_(
        "There is no space left where the database keeps its data, so nothing was changed. Tell the operator to make "
        "room; everything goes on by itself then."
    )


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as text with `$1…`, the names of its parameters in that order, and the values built into it."""

    text: str
    names: tuple[str, ...]
    built_in: Mapping[str, object]

    def arguments(self, params: Params) -> list[object]:
        """The parameters in the order of the text; those built into the statement need not be given."""
        return [params[name] if name in params else self.built_in[name] for name in self.names]


def compile_statement(statement: ClauseElement) -> Compiled:
    """The text of a Core statement for asyncpg. Costs up to a millisecond: never to be called for a request.

    Use `column == any_(array)` instead of `in_`: a text that changes with the number of values cannot be prepared.
    """
    compiled = statement.compile(dialect=DIALECT)
    text = str(compiled)
    if not isinstance(compiled, SQLCompiler) or "POSTCOMPILE" in text:
        raise TypeError(text)
    return Compiled(text, tuple(compiled.positiontup or ()), dict(compiled.construct_params(_check=False)))


class Connection:
    """One connection, in autocommit unless inside `transaction`."""

    def __init__(self, raw: "asyncpg.pool.PoolConnectionProxy[Row] | asyncpg.Connection[Row]") -> None:
        """Wrap a connection that the pool lends."""
        self.raw = raw

    async def rows(self, statement: Compiled, **params: object) -> list[Row]:
        """Every row a statement returns."""
        return list(await self.raw.fetch(statement.text, *statement.arguments(params)))

    async def row(self, statement: Compiled, **params: object) -> Row | None:
        """The first row, or `None`."""
        return await self.raw.fetchrow(statement.text, *statement.arguments(params))

    async def value(self, statement: Compiled, **params: object) -> object:
        """The first column of the first row, or `None`."""
        row = await self.row(statement, **params)
        return row[0] if row else None

    async def run(self, statement: Compiled, **params: object) -> int:
        """Run a statement for its effect; the number of rows it touched."""
        tag = await self.raw.execute(statement.text, *statement.arguments(params))
        count = tag.rpartition(" ")[2]
        return int(count) if count.isdigit() else 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["Connection"]:
        """All or nothing, READ COMMITTED."""
        async with self.raw.transaction():
            yield self


class Database:
    """A pool of connections to one PostgreSQL. A request never needs two at a time."""

    def __init__(self, pool: "asyncpg.Pool[Row]", folder: Path | None = None) -> None:
        """Wrap an open pool; use `connect`. `folder`: where its server keeps its data, if that is on this machine."""
        self.pool = pool
        self.folder = folder
        self._was_full_at = -_REMEMBERED

    @property
    def was_full_lately(self) -> bool:
        """Whether within a minute there was no space for a change."""
        return monotonic() - self._was_full_at < _REMEMBERED

    @asynccontextmanager
    async def connection(self, *, changes: bool = True) -> AsyncIterator[Connection]:
        """Borrow a connection, waiting at most two seconds for one.

        Raises `DatabaseUnavailable` when there is none or the server refuses, `DatabaseFull` among them;
        `OutcomeUnknown` when the connection was lost while `changes` may have been under way.
        """
        try:
            raw = await self.pool.acquire(timeout=2)
        except (*_LOST, *_BUSY, OSError) as error:
            raise self._unavailable(error) from error
        try:
            yield Connection(raw)
        except _LOST as error:
            raise (OutcomeUnknown() if changes else self._unavailable(error)) from error
        except _BUSY as error:
            raise self._unavailable(error) from error
        finally:
            with suppress(*_LOST, *_BUSY):  # It is dropped then, and what was done on it is done.
                await self.pool.release(raw)

    def _unavailable(self, error: Exception) -> DatabaseUnavailable:
        """Why it is so, as far as that can be known: a server without space for its log says nothing, and ends."""
        is_full = isinstance(error, asyncpg.DiskFullError)
        if not is_full and self.folder is not None and not isinstance(error, _BUSY):
            is_full = disk_usage(self.folder).free < _SEGMENT
        if not is_full:
            return DatabaseUnavailable()
        self._was_full_at = monotonic()
        return DatabaseFull(extra={"retry_after": _MAKING_ROOM})

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Borrow a connection and open a transaction on it."""
        async with self.connection() as connection, connection.transaction():
            yield connection

    async def close(self) -> None:
        """Wait for borrowed connections, then close them all."""
        await self.pool.close()


async def connect(dsn: str, *, size: int = 10, application: str = "escalation", read_only: bool = False) -> Database:
    """Open a pool. `read_only`: the server refuses whatever would change something.

    Raises `DatabaseUnavailable` if the server does not answer.
    """
    try:
        pool = await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=size,
            init=_set_codecs,
            reset=_leave_as_it_is,
            timeout=5,
            command_timeout=30,
            statement_cache_size=MOST_PREPARED,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
            server_settings={
                "application_name": application,
                "statement_timeout": "15000",
                "lock_timeout": "5000",
                "idle_in_transaction_session_timeout": "30000",
                "timezone": "UTC",
                "default_transaction_read_only": "on" if read_only else "off",
                # Whoever waits for a lock reads next what the others have written meanwhile.
                "default_transaction_isolation": "read committed",
                # Every statement here is short; compiling it to machine code costs more than it saves.
                "jit": "off",
                # No disk has a head to move any more. At the usual 4 an index in the order of a list looks so dear that
                # tickets are gathered and sorted instead, which goes well until a unit has a hundred thousand.
                "random_page_cost": "1.1",
                # A plan is kept as long as its connection. A table that was empty when it was made does not stay so.
                "enable_seqscan": "off",
                # One plan for all values, made once, the one that tests look at. Left to choose, PostgreSQL plans some
                # lists anew each time, because the values at hand promise less; that takes longer than the reading.
                "plan_cache_mode": "force_generic_plan",
            },
        )
    except (*_LOST, *_BUSY, asyncpg.PostgresError, OSError) as error:
        raise DatabaseUnavailable from error
    return Database(pool)


async def _set_codecs(connection: "asyncpg.Connection[Row]") -> None:
    """JSON in binary form, the only one that also works inside a record; `json` is taken as the bytes that it is."""
    await connection.set_type_codec("jsonb", encoder=_encode, decoder=_decode, schema="pg_catalog", format="binary")
    await connection.set_type_codec("json", encoder=bytes, decoder=orjson.loads, schema="pg_catalog", format="binary")


async def _leave_as_it_is(_connection: "asyncpg.Connection[Row]") -> None:
    """Save the round trip that cleans a returned connection: settings and locks here end with their transaction.

    A transaction that was left open is rolled back all the same, by asyncpg itself.
    """


_JSONB_VERSION = b"\x01"


def _encode(value: Any) -> bytes:
    return _JSONB_VERSION + (value if isinstance(value, bytes) else orjson.dumps(value, default=_hex))


def _decode(raw: bytes) -> Any:
    return orjson.loads(raw[len(_JSONB_VERSION) :])


def _hex(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(type(value))
