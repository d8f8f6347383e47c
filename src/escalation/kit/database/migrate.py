"""How does a migration bring the schema up to date? Alembic, on one connection, so that two processes never race."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

import escalation
from escalation.errors import N_, DatabaseUnavailable

_LOCK = 0x65736361  # "esca"
_SAYS_WHO = {"application_name": "escalation migrate"}
_NOT_LET_IN = N_(
    "The database server answers and does not let this program in. See that ESCALATION_DATABASE_URL and "
    "ESCALATION_OWNER_DATABASE_URL have the right role, password and database."
)


def migrations() -> Path:
    """The folder of migrations: inside the installed package, or beside `src` in a checkout."""
    package = Path(escalation.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parents[1] / "migrations"


async def upgrade(dsn: str, revision: str = "head", *, application: str | None = None) -> None:
    """Bring the database to `revision`, as its owner. Waits while another process does the same.

    `application`: the role that serves; it gets the rights that the tables declare (`rights.py`), and no others.
    """

    def act(config: Config) -> None:
        config.attributes["application"] = application
        command.upgrade(config, revision)

    await _run(dsn, act)


async def downgrade(dsn: str, revision: str) -> None:
    """Take the database back to `revision`, losing what newer revisions added."""
    await _run(dsn, lambda config: command.downgrade(config, revision))


async def is_up_to_date(dsn: str, *, role: str | None = None) -> bool:
    """Whether the tables are those of this version, and may be read by a role; by whoever is connected, without.

    Changes nothing. Raises `DatabaseUnavailable`.
    """
    head = ScriptDirectory(str(migrations())).get_current_head()
    raw = await _connected(dsn)
    try:
        # Of a role or a table that is not there: neither yes nor no.
        is_there = await raw.fetchval(
            "SELECT has_table_privilege(to_regrole(coalesce($1, quote_ident(session_user)))::oid,"
            " to_regclass('alembic_version'), 'SELECT')",
            role,
        )
        return bool(is_there) and await raw.fetchval("SELECT version_num FROM alembic_version") == head
    finally:
        await raw.close()


class Destination(NamedTuple):
    """Where an address leads: as which role, to which database of which start of a server."""

    role: str
    database: str
    server_started_at: datetime
    may_make_tables: bool


async def destination_of(dsn: str) -> Destination:
    """Where an address leads. Raises `DatabaseUnavailable`."""
    raw = await _connected(dsn)
    try:
        row = await raw.fetchrow(
            "SELECT session_user::text, current_database()::text, pg_postmaster_start_time(),"
            " coalesce(has_schema_privilege(to_regnamespace('public')::oid, 'CREATE'), true)"
        )
        return Destination(*row or ())
    finally:
        await raw.close()


async def server_version(dsn: str) -> int:
    """The major version of PostgreSQL. Raises `DatabaseUnavailable`."""
    raw = await _connected(dsn)
    try:
        return int(raw.get_server_version().major)
    finally:
        await raw.close()


async def _connected(dsn: str) -> "asyncpg.Connection[asyncpg.Record]":
    try:
        return await asyncpg.connect(dsn, server_settings=_SAYS_WHO, timeout=5)
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
        raise DatabaseUnavailable(_NOT_LET_IN) from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        raise DatabaseUnavailable from error


async def _run(dsn: str, action: Callable[[Config], None]) -> None:
    # The driver reads the address itself: it knows parameters, such as sslmode, that SQLAlchemy's URL does not.
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(dsn, server_settings=_SAYS_WHO)
    )

    def locked(connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = Config()
        config.set_main_option("script_location", str(migrations()))
        config.attributes["connection"] = connection
        action(config)

    try:
        async with engine.begin() as connection:
            await connection.run_sync(locked)
    finally:
        await engine.dispose()
