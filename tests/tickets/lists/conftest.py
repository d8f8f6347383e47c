"""Databases with many tickets, made once: tests here only read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from escalation.kit.database.connection import Connection, connect
from tests.conftest import _create_database, dsn_of
from tests.tickets.lists.fill import fill_tickets, fill_units, mix_up


@asynccontextmanager
async def a_database(name: str) -> AsyncIterator[Connection]:
    """A connection of the program's own to a new database."""
    await _create_database(name)
    database = await connect(dsn_of(name), size=1)
    async with database.connection(changes=False) as connection:
        yield connection
    await database.close()
    raw = await asyncpg.connect(dsn_of("postgres"))
    await raw.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await raw.close()


@pytest.fixture(scope="module")
async def city(worker_id: str) -> AsyncIterator[Connection]:
    """16,000 units with tickets all over them."""
    async with a_database(f"city_{worker_id}") as connection:
        await fill_units(connection.raw)
        await fill_tickets(connection.raw, opened=20_000, closed=5_000)
        yield connection


@pytest.fixture(scope="module")
async def hamlet(worker_id: str) -> AsyncIterator[Connection]:
    """A few units, each of which has to do with many of the tickets, in every way there is."""
    async with a_database(f"hamlet_{worker_id}") as connection:
        await mix_up(connection.raw, tickets=600)
        yield connection
