"""How does a migration bring the schema up to date? Alembic, on one connection, so that two processes never race."""

from collections.abc import Callable
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

import escalation
from escalation.errors import DatabaseUnavailable

_LOCK = 0x65736361  # "esca"
_SAYS_WHO = {"application_name": "escalation migrate"}


def migrations() -> Path:
    """The folder of migrations: inside the installed package, or beside `src` in a checkout."""
    package = Path(escalation.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parents[1] / "migrations"


async def upgrade(dsn: str, revision: str = "head") -> None:
    """Bring the database to `revision`. Waits while another process does the same."""
    await _run(dsn, lambda config: command.upgrade(config, revision))


async def downgrade(dsn: str, revision: str) -> None:
    """Take the database back to `revision`, losing what newer revisions added."""
    await _run(dsn, lambda config: command.downgrade(config, revision))


async def is_up_to_date(dsn: str) -> bool:
    """Whether the tables are those of this version of the program. Changes nothing. Raises `DatabaseUnavailable`."""
    head = ScriptDirectory(str(migrations())).get_current_head()
    raw = await _connected(dsn)
    try:
        is_there = await raw.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL")
        return bool(is_there) and await raw.fetchval("SELECT version_num FROM alembic_version") == head
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
