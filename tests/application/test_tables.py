"""What is declared is what the migrations make, there and back."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from escalation.application.tables import METADATA
from escalation.kit.database.migrate import downgrade, upgrade
from tests.conftest import _create_database, dsn_of

# SQLAlchemy warns of its own accord of what it reads about constraints that were not validated (PostgreSQL, NOT VALID).
pytestmark = pytest.mark.filterwarnings("ignore:Can't validate argument 'dialect_options'")


@pytest.fixture
async def migrated(worker_id: str) -> AsyncIterator[str]:
    """The address of a database that is made by the migrations, and dropped again."""
    name = f"migrated_{worker_id}"
    await _create_database(name)
    yield dsn_of(name)
    raw = await asyncpg.connect(dsn_of("postgres"))
    await raw.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await raw.close()


async def differences(dsn: str) -> list[Any]:
    """What a migration would have to do to make the database what is declared."""

    def compare(connection: Connection) -> list[Any]:
        # Partitions are made and dropped as days come and go.
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": lambda name, kind, _: kind != "table" or not str(name).startswith("webhook_attempts_"),
            },
        )
        return list(compare_metadata(context, METADATA))

    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(dsn))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(compare)
    finally:
        await engine.dispose()


async def test_what_is_declared_is_what_the_migrations_make(migrated: str) -> None:
    assert await differences(migrated) == []


async def test_every_migration_can_be_taken_back(migrated: str) -> None:
    await downgrade(migrated, "0001")
    await upgrade(migrated)
    assert await differences(migrated) == []


VISIT = """
INSERT INTO visits (
  id, unit_id, unit_path, target_unit_id, state, day, made_at, recorded_at, households, data_key, household_labels,
  household_marks, signature, code_hash, confirmed_at, confirmation, created_at, created_by, updated_at
)
VALUES (
  gen_random_uuid(), $1, '/1/', $1, 'made', '2026-01-05', now(), now(), 2, $2, $3, '{}', $4, $5,
  CASE WHEN $6::text IS NOT NULL THEN now() END, $6, now(), $7, now()
)
"""


async def test_visits_are_there_still_when_the_release_before_signatures_was_gone_back_to(migrated: str) -> None:
    """With their labels and codes; signatures go, with the keys of those that had nothing else sealed."""
    raw = await asyncpg.connect(migrated)
    unit = await raw.fetchval(
        "INSERT INTO units (id, serial, code, name, kind, level, path, created_at, updated_at) "
        "VALUES (gen_random_uuid(), 1, 'C', '市', 'territory', 4, '/1/', now(), now()) RETURNING id"
    )
    for visit in (
        (b"k", b"l", b"s", None, "signature", "both"), (b"k", None, b"s", None, "signature", "signed"),
        (b"k", b"l", None, b"c", "code", "labelled"), (None, None, None, b"d", None, "plain"),
        (None, None, None, None, "signature", "erased"),
    ):  # fmt: skip
        await raw.execute(VISIT, unit, *visit)
    await downgrade(migrated, "0079")
    before = await raw.fetch(
        "SELECT created_by, data_key, household_labels, code_hash FROM visits WHERE data_key IS NOT NULL ORDER BY 1"
    )
    assert [tuple(row) for row in before] == [("both", b"k", b"l", None), ("labelled", b"k", b"l", b"c")]
    await upgrade(migrated)
    after = await raw.fetch("SELECT created_by, confirmation, data_key, signature FROM visits ORDER BY 1")
    await raw.close()
    assert [tuple(row) for row in after] == [
        ("both", "signature", b"k", None), ("erased", "signature", None, None), ("labelled", "code", b"k", None),
        ("plain", None, None, None), ("signed", "signature", None, None),
    ]  # fmt: skip
    assert await differences(migrated) == []


async def test_a_column_too_many_is_found(migrated: str) -> None:
    raw = await asyncpg.connect(migrated)
    await raw.execute("ALTER TABLE ticket_listings ADD COLUMN sin text")
    await raw.execute("DROP INDEX ix_ticket_listings_created_at")
    await raw.close()
    assert sorted(kind for kind, *_ in await differences(migrated)) == ["add_index", "remove_column"]
