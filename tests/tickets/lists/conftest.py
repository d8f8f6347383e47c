"""Databases with many tickets, filled once a run and copied for each module: tests here only read, or take back."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest

from escalation.kit.database.connection import Connection, connect
from tests.conftest import TEMPLATE, _create_database, dsn_of
from tests.tickets.lists.fill import fill_tickets, fill_units, mix_up

Filling = Callable[["asyncpg.Connection[asyncpg.Record]"], Awaitable[None]]


@asynccontextmanager
async def a_database(name: str, template: str = TEMPLATE) -> AsyncIterator[Connection]:
    """A connection of the program's own to a new database, empty or a copy of another one."""
    await _create_database(name, template)
    database = await connect(dsn_of(name), size=1)
    async with database.connection(changes=False) as connection:
        yield connection
    await database.close()
    raw = await asyncpg.connect(dsn_of("postgres"))
    await raw.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await raw.close()


async def filled_once(name: str, fill: Filling, template: str = TEMPLATE) -> str:
    """The name of a database to be copied: the first worker that asks fills it, others wait until it has."""
    server = await asyncpg.connect(dsn_of("postgres"))
    try:
        await server.execute("SELECT pg_advisory_lock(hashtext($1))", name)
        if not await server.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name):
            unfinished = f"{name}_unfinished"
            await _create_database(unfinished, template)
            raw = await asyncpg.connect(dsn_of(unfinished))
            await fill(raw)
            await raw.close()
            await server.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    finally:
        await server.close()
    return name


async def a_city_without_tickets() -> str:
    """16,000 units, to be copied."""
    return await filled_once("a_city_without_tickets", fill_units)


async def a_city() -> str:
    """16,000 units with tickets all over them, to be copied."""

    async def fill(raw: "asyncpg.Connection[asyncpg.Record]") -> None:
        await fill_tickets(raw, opened=20_000, closed=5_000)

    return await filled_once("a_city", fill, await a_city_without_tickets())


@pytest.fixture(scope="module")
async def city(worker_id: str) -> AsyncIterator[Connection]:
    """16,000 units with tickets all over them."""
    async with a_database(f"city_{worker_id}", await a_city()) as connection:
        yield connection


@pytest.fixture(scope="module")
async def hamlet(worker_id: str) -> AsyncIterator[Connection]:
    """A few units, each of which has to do with many of the tickets, in every way there is."""
    async with a_database(f"hamlet_{worker_id}") as connection:
        await mix_up(connection.raw, tickets=600)
        yield connection
