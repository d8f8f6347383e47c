"""One real PostgreSQL for the whole run; a database a worker, cloned from a template, emptied between tests.

So that a test costs what it shows:

* What takes many requests to make is made once a module and put back for each test (`tests.support.snapshots`); who
  only looks at a place where everything has happened takes the run's (`built_district`).
* What is held against every route is one test for each table, and many values go in one request
  (`tests.support.trials`): what setting up costs is paid once, and whatever fails is named.
* An application is `composed`, attached to a database by `settle` or `begin_anew`: `build_app` costs a third of a
  second, documents another (`tests.support.runtimes.a_runtime` has those of the first version compiled).
* Statements by hand go over one connection, and many at a time: a new one costs PostgreSQL ten milliseconds.
* A command is forked off (`tests.support.programs.run`); a server of one's own is a copy of `pristine`.
* What is slow to import, or to list (`tests.support.route_inventory`), is imported by those who need it.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import cast

import asyncpg
import httpx2
import pytest
import structlog
from fastapi import FastAPI
from hypothesis import settings

from escalation.application.app import attach
from escalation.application.tables import METADATA
from escalation.cli.garbage_collection import collect_seldom
from escalation.kit.database.connection import Database, connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.database.roles import ensure_role
from escalation.kit.embedded.cluster import APPLICATION
from escalation.kit.embedded.postgres import start
from escalation.kit.runtime.context import Runtime
from escalation.publishing.usecases.defaults import publish_seed
from tests.support.composed_app import an_app
from tests.support.roles import TwoRoles, as_application, connect_both
from tests.support.runtimes import a_runtime
from tests.support.world import World, build_world

pytest_plugins = ["tests.support.api_fixtures"]

# Bytecode is kept, whatever the environment says: to rewrite and compile it all anew takes longer than to collect the
# tests, and they start the program a hundred times and more.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes says how busy the machine is, and nothing else.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")

SERVER = "ESCALATION_TEST_SERVER"
TEMPLATE = "escalation_template"
OF_ONE_ROW = "clock", "feed_head", "message_progress", "rollup_progress"
KEPT = {"documents", "row_seals", *OF_ONE_ROW}
# The first documents come back with the seals that were made of them, whatever a test has published or put back.
_EMPTIES = "; ".join([
    *(f"DELETE FROM {name}" for name in sorted(set(METADATA.tables) - KEPT)),
    "DELETE FROM row_seals WHERE n NOT IN (SELECT n FROM at_first.row_seals) OR position IS NOT NULL",
    "INSERT INTO row_seals OVERRIDING SYSTEM VALUE SELECT * FROM at_first.row_seals ON CONFLICT DO NOTHING",
    ("DELETE FROM documents d WHERE NOT EXISTS (SELECT FROM at_first.documents f"
    "  WHERE (f.kind, f.version, f.published_at) = (d.kind, d.version, d.published_at))"),
    "INSERT INTO documents SELECT * FROM at_first.documents ON CONFLICT DO NOTHING",
    *(f"DELETE FROM {name}; INSERT INTO {name} SELECT * FROM at_first.{name}" for name in OF_ONE_ROW),
])  # fmt: skip
EMPTYING = "SELECT at_first.empty_all()"
"""A function keeps its plans: to make a hundred of them for each test would take longer than to empty the tables."""
KEEP_ASIDE = "; ".join([
    "CREATE SCHEMA at_first",
    *(f"CREATE TABLE at_first.{name} AS TABLE {name}" for name in ("documents", *OF_ONE_ROW)),
    "CREATE TABLE at_first.row_seals AS SELECT * FROM row_seals WHERE key = '' OR table_name IN ('documents', 'clock')",
    f"CREATE FUNCTION at_first.empty_all() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {_EMPTIES}; END $$",
    "GRANT USAGE ON SCHEMA at_first TO PUBLIC",
    "GRANT SELECT ON ALL TABLES IN SCHEMA at_first TO PUBLIC",
])  # fmt: skip
"""The rows that every test begins with, and what seals them."""
SLOW = {"bench", "browser", "cli", "clients", "docs", "embedded", "faults", "packaging"}
"""Folders of tests that start programs and wait for them; others are marked one by one (`pytest.mark.slow`)."""
NOTHING_IS_KEPT = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
    "max_wal_senders": "0", "max_wal_size": "4GB", "checkpoint_timeout": "1h", "max_connections": "200", "jit": "off",
    "max_parallel_workers_per_gather": "0", "autovacuum_analyze_threshold": str(2**31 - 1),
}  # fmt: skip
"""Tests that want to see something outlive its server start one of their own.

A statement about all tables at once would start two processes to help it: twenty milliseconds for one of work. And
tables that are counted between two tests are counted empty, now and then: by plans for tables without a row a city
takes minutes. Who wants statistics has them made.
"""


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process starts the server; its workers find it in their environment."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])
    # The client in this process asks for it with every request; that it is not installed is looked up only once so.
    sys.modules.setdefault("sniffio", cast(ModuleType, None))
    if hasattr(config, "workerinput") or SERVER in os.environ:
        return
    home = Path(tempfile.mkdtemp(prefix="escalation-tests-"))
    home.chmod(0o755)
    server = start(home / "data", settings=NOTHING_IS_KEPT)
    os.environ[SERVER] = server.dsn("{database}").replace("%7B", "{").replace("%7D", "}")
    server.create_database(TEMPLATE)
    asyncio.run(prepare(dsn_of(TEMPLATE)))

    def clean_up() -> None:
        server.stop()
        os.environ.pop(SERVER)
        shutil.rmtree(home, ignore_errors=True)

    config.add_cleanup(clean_up)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first: what is left at the end is short, and the workers are ready at about one time."""
    for item in items:
        if not SLOW.isdisjoint(Path(item.location[0]).parts):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """What was collected stays to the end; a process that works sets it apart, too."""
    collect_seldom()


async def prepare(dsn: str) -> None:
    """Give a database its tables and its first documents."""
    await ensure_role(dsn, APPLICATION)
    await upgrade(dsn, application=APPLICATION)
    database = await connect(dsn)
    async with database.transaction() as connection:
        await publish_seed(connection)
    await database.close()


def dsn_of(database: str) -> str:
    """The address of one database of the run's server."""
    return os.environ[SERVER].replace("{database}", database)


async def _create_database(name: str, template: str = TEMPLATE) -> None:
    raw = await asyncpg.connect(dsn_of("postgres"))
    try:
        await raw.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await raw.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    finally:
        await raw.close()


async def a_workers_database(name: str) -> None:
    """Make a database that is emptied between tests."""
    await _create_database(name)
    raw = await asyncpg.connect(dsn_of(name))
    try:
        await raw.execute(KEEP_ASIDE)
    finally:
        await raw.close()


@pytest.fixture(scope="session")
def dsn(worker_id: str) -> str:
    """This worker's own database."""
    name = f"escalation_{worker_id}"
    asyncio.run(a_workers_database(name))
    return dsn_of(name)


@pytest.fixture(scope="session")
async def pool(dsn: str) -> AsyncIterator[TwoRoles]:
    """Connections for all tests of this worker: preparing the big statements for each would take longer than most."""
    database = await connect_both(as_application(dsn), dsn, size=20)
    yield database
    await database.close()


@pytest.fixture
async def database(request: pytest.FixtureRequest, pool: TwoRoles, worker_id: str) -> AsyncIterator[TwoRoles]:
    """An empty database with the default documents published; what a process remembers of a database, it forgets.

    What tests before have left in the worker's own makes plans and costs: dead rows, pages, statistics. Who looks at
    those has `pytest.mark.database_of_its_own`.
    """
    if request.node.get_closest_marker("database_of_its_own"):
        async with a_database_of_its_own(worker_id) as own:
            yield own
        return
    await _empty(pool)
    yield pool.anew()


@asynccontextmanager
async def a_database_of_its_own(worker_id: str) -> AsyncIterator[TwoRoles]:
    """One that no test has used before, for as long as this lasts."""
    name = f"escalation_{worker_id}_own"
    await _create_database(name)
    database = await connect_both(as_application(dsn_of(name)), dsn_of(name))
    yield database
    await database.close()


async def _empty(database: TwoRoles) -> None:
    """All but the first documents, at once or not at all."""
    await database.replica.execute(EMPTYING)


@pytest.fixture
def runtime(database: Database) -> Runtime:
    """What use cases work with."""
    return a_runtime(database)


@pytest.fixture
async def world(runtime: Runtime) -> World:
    """A small tree of four levels with departments, and somebody for every role."""
    return await build_world(runtime)


@pytest.fixture(scope="session")
def composed() -> FastAPI:
    """The application, attached to nothing yet, or to what the test before was about."""
    return an_app()


@pytest.fixture
def app(composed: FastAPI, runtime: Runtime) -> FastAPI:
    """The application on this test's database, as if it had just started."""
    composed.state.drain.has_begun = False
    for name in ("throttle", "trials", "sample", "map_source"):
        composed.state._state.pop(name, None)
    return attach(composed, runtime)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A caller without a key."""
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client
