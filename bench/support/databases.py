"""Where do the two servers keep their tickets? In two databases with the same content, on one PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import asyncpg

from bench.support.places import settle
from bench.support.servers import System
from bench.transitions.measured import KEY
from bench.transitions.workload import Matter
from escalation.kit.database.connection import connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.embedded.postgres import start
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.publishing.usecases.defaults import publish_seed

Address = Callable[[str], str]
"""The address of a database by its name."""


@contextmanager
def private_postgres() -> Iterator[Address]:
    """The embedded PostgreSQL as it ships, on an empty directory that goes afterwards.

    Only checkpoints are kept out of the way: one in the middle of a short slot would be held against one of the two.
    """
    home = Path(mkdtemp(prefix="escalation-bench-"))
    home.chmod(0o755)
    try:
        with start(home / "data", settings={"checkpoint_timeout": "1h", "max_wal_size": "24GB"}) as server:
            yield server.dsn
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def prepare(
    address: Address, tickets: int, *, name: str = "bench", template: str = "template1"
) -> tuple[Mapping[System, str], list[Matter]]:
    """Make two databases `name`_…, one filled and the other its copy, and say which tickets they have."""
    databases = {system: f"{name}_{system}" for system in System}
    await create_database(address, databases[System.OURS], template)
    matters = await _fill(address(databases[System.OURS]), tickets)
    await create_database(address, databases[System.BARE], databases[System.OURS])
    return {system: address(database) for system, database in databases.items()}, matters


async def create_database(address: Address, database: str, template: str) -> None:
    """Make a database as a copy of another one, in the place of any that has its name."""
    connection = await asyncpg.connect(address("postgres"))
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        await connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
    finally:
        await connection.close()


async def drop_database(address: Address, database: str) -> None:
    """Drop a database and free its space."""
    connection = await asyncpg.connect(address("postgres"))
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    finally:
        await connection.close()


async def _fill(dsn: str, tickets: int) -> list[Matter]:
    await upgrade(dsn)
    database = await connect(dsn)
    try:
        async with database.transaction() as connection:
            await publish_seed(connection)
        return await settle(Runtime(database, Vault(KEY), CompiledDocuments()), tickets)
    finally:
        await database.close()
