"""The application's role may do what the program does, and nothing that would rewrite what has happened."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import MetaData, Table

from escalation.application.tables import METADATA
from escalation.kit.database.rights import declared, may
from escalation.kit.embedded.cluster import APPLICATION
from escalation.verification.storage import registers, sealing
from tests.support.roles import as_application
from tests.support.statements import every_statement
from tests.support.world import World

OF_THE_OWNER = {sealing.__name__, registers.__name__}
"""Sealing what is older than seals is part of a migration."""
PRIVILEGES = "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"


@pytest.fixture
async def application(dsn: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the application."""
    raw = await asyncpg.connect(as_application(dsn))
    yield raw
    await raw.close()


async def refused_statements(application: "asyncpg.Connection[asyncpg.Record]") -> dict[str, set[str]]:
    """The statements that its role may not run, by module, with the table. They are only planned, or taken back."""
    refused: dict[str, set[str]] = {}
    for text, module in every_statement().items():
        taken_back = application.transaction()
        await taken_back.start()
        try:
            await application.execute(text if text.startswith("TRUNCATE") else f"EXPLAIN (GENERIC_PLAN) {text}")
        except asyncpg.InsufficientPrivilegeError as error:
            refused.setdefault(module, set()).add(str(error).rpartition(" ")[2])
        except asyncpg.UndefinedTableError:
            pass  # A part of a statement, kept for those it is put into.
        finally:
            await taken_back.rollback()
    return refused


async def test_every_statement_may_be_run_and_a_missing_right_is_noticed(
    application: "asyncpg.Connection[asyncpg.Record]", dsn: str
) -> None:
    refused = await refused_statements(application)
    assert refused.keys() <= OF_THE_OWNER, refused
    owner = await asyncpg.connect(dsn)
    await owner.execute(f"REVOKE DELETE ON memberships FROM {APPLICATION}")
    try:
        assert "memberships" in set().union(*(await refused_statements(application)).values())
    finally:
        await owner.execute(f"GRANT DELETE ON memberships TO {APPLICATION}")
        await owner.close()


async def test_the_role_has_what_tables_declare_and_nothing_else(
    application: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    for table in METADATA.sorted_tables:
        whole = {write for write in declared(table) if "(" not in write}
        columns = {name for write in declared(table) if "(" in write for name in write[8:-1].split(", ")}
        has = await application.fetch(
            "SELECT p FROM unnest($2::text[]) p WHERE has_table_privilege($1::text, p)", table.name, PRIVILEGES
        )
        may_change = await application.fetch(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped "
            "AND has_column_privilege(attrelid, attnum, 'UPDATE')",
            table.name,
        )
        assert {row["p"] for row in has} == whole, table.name
        if "UPDATE" not in whole:
            assert {row["attname"] for row in may_change} == columns, table.name


def test_a_table_that_does_not_say_what_is_written_to_it_is_noticed() -> None:
    assert declared(Table("told", MetaData(), info=may("INSERT"))) == ("INSERT",)
    with pytest.raises(KeyError):
        declared(Table("silent", MetaData()))


FORBIDDEN = (
    "UPDATE events SET type = 'x'",
    "DELETE FROM events",
    "TRUNCATE events",
    "DELETE FROM row_seals",
    "UPDATE row_seals SET digest = NULL",
    "INSERT INTO row_seals (table_name, key, at, role, program) SELECT 'x', 'x', clock_timestamp(), 'x', 'x'",
    "UPDATE checkpoints SET document = ''",
    "DELETE FROM checkpoints",
    "UPDATE contact_reads SET principal = 'x'",
    "DELETE FROM contact_reads",
    "UPDATE documents SET document = '{}'",
    "DELETE FROM tickets",
    "TRUNCATE tickets",
    "ALTER TABLE events DISABLE TRIGGER ALL",
    "DROP TRIGGER events_append_only ON events",
    "DROP TABLE workers",
    "CREATE TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "UPDATE alembic_version SET version_num = '0001'",
    "COPY tickets TO PROGRAM 'cat'",
    # Seals of what is not there: a table of one's own, called like one of ours, with the trigger that seals.
    """
    CREATE TEMP TABLE units (LIKE public.units);
    CREATE TRIGGER forged AFTER INSERT ON units REFERENCING NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{id}', '{}')
    """,
)


@pytest.mark.usefixtures("world")
async def test_what_has_happened_cannot_be_rewritten_nor_the_guards_taken_away(
    application: "asyncpg.Connection[asyncpg.Record]", dsn: str
) -> None:
    allowed = []
    for statement in FORBIDDEN:
        try:
            async with application.transaction():
                await application.execute(statement)
        except asyncpg.InsufficientPrivilegeError:
            continue
        allowed.append(statement)
    assert allowed == []


async def test_a_table_of_the_session_does_not_take_the_seals(
    world: World, application: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    seals = "SELECT count(*) FROM public.row_seals WHERE table_name = 'units'"
    before = await application.fetchval(seals)
    async with application.transaction():
        await application.execute("CREATE TEMP TABLE row_seals (LIKE public.row_seals)")
        await application.execute("UPDATE units SET name = '他处' WHERE id = $1", world.id("V1"))
        assert await application.fetchval("SELECT count(*) FROM pg_temp.row_seals") == 0
        assert await application.fetchval(seals) == before + 1


async def test_what_needs_no_right_of_its_own_goes_on_working(
    application: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    heard: list[object] = []
    async with application.transaction():
        await application.execute("CREATE TEMP TABLE passing (n int) ON COMMIT DROP")
        await application.copy_records_to_table("passing", records=[(1,), (2,)])
        assert await application.fetchval("SELECT sum(n) FROM passing") == 3
        assert await application.fetchval("SELECT pg_try_advisory_xact_lock(7)")
    await application.add_listener("told", lambda *told: heard.append(told[3]))
    await application.execute("NOTIFY told, 'word'")
    assert heard == ["word"]
