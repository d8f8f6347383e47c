"""What hangs on a ticket is found by indexes, however many tickets, mergers and files there are."""

from collections.abc import AsyncIterator

import pytest

from escalation.actors import Actor, Role
from escalation.attachments.storage.attachment_lists import list_of_ticket
from escalation.kit.database.connection import Connection
from tests.tickets.lists.conftest import a_city, a_database
from tests.tickets.lists.plans import Kept, Reading, Recorder

MANY = 3_000
"""Files elsewhere, and tickets merged elsewhere."""
FILLED = f"""
INSERT INTO attachments (id, ticket_id, state, name, size, media_type, sha256, sealed_key, created_at, created_by)
SELECT gen_random_uuid(), id, 'ready', 'x', 1, 'image/png', '', '', created_at, 'x'
FROM (SELECT id, created_at FROM tickets ORDER BY number LIMIT {MANY}) t
"""
MERGED = f"""
UPDATE tickets t SET merged_into_id = o.id
FROM (SELECT id FROM tickets ORDER BY number LIMIT 1) o
WHERE t.number IN (SELECT number FROM tickets ORDER BY number DESC LIMIT {MANY}) AND t.id <> o.id
"""


@pytest.fixture(scope="module")
async def city(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"attachments_{worker_id}", await a_city()) as connection:
        for statement in ("SET session_replication_role = replica", FILLED, MERGED):
            await connection.raw.execute(statement)
        await connection.raw.execute("SET session_replication_role = origin")
        yield connection


async def cost(city: Connection, *, at: int) -> Reading:
    """Of the list of one ticket, for somebody who sees everything."""
    ticket = await city.raw.fetchval(f"SELECT id FROM tickets ORDER BY number OFFSET {at} LIMIT 1")
    root = await city.raw.fetchrow("SELECT id, path FROM units ORDER BY path LIMIT 1")
    assert root is not None
    recorder = Recorder(city)
    await list_of_ticket(recorder, Actor("x", Role.OFFICE, root["id"], root["path"]), ticket, after=None, limit=50)
    kept = await Kept.of(city, [(each.text, arguments) for each, arguments in recorder.asked])
    return await kept.reading()


async def test_a_ticket_among_many_reads_what_is_its_own(city: Connection) -> None:
    reading = await cost(city, at=100)
    assert reading.tickets <= 5
    assert reading.buffers <= 30


async def test_without_its_index_all_tickets_would_be_looked_through(city: Connection) -> None:
    """The control."""
    transaction = city.raw.transaction()
    await transaction.start()
    await city.raw.execute("DROP INDEX ix_tickets_merged_into")
    reading = await cost(city, at=100)
    await transaction.rollback()
    assert reading.buffers > 600
