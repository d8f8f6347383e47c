"""How does a migration bring the schema up to date? Alembic, on one connection, so that two processes never race."""

from collections.abc import Callable
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

import escalation

_LOCK = 0x65736361  # "esca"


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


async def _run(dsn: str, action: Callable[[Config], None]) -> None:
    # The driver reads the address itself: it knows parameters, such as sslmode, that SQLAlchemy's URL does not.
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(dsn))

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
