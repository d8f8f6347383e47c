"""What was written before there were digests of words is erased like the rest; what is left of it still verifies."""

from uuid import UUID

import httpx2
import pytest

from escalation.kit.database.connection import Database
from escalation.tickets.domain.hash_chain import SealedEvent, genesis, seal
from escalation.verification.usecases.checks import CHAIN
from escalation.verification.usecases.verify import verify
from tests.privacy.test_erasure_api import closed, erased, left, registered
from tests.support.roles import as_owner
from tests.support.world import World

NAMES = ", ".join(f'"{name}"' for name in SealedEvent._fields)


async def aged(database: Database, ticket: UUID, opinion: UUID) -> None:
    """As it was before: the hashes cover the words themselves, nothing has a salt, events of opinions have no hash."""
    async with as_owner(database).transaction() as connection:
        raw = connection.raw
        await raw.execute("SET LOCAL session_replication_role = replica")
        previous = genesis(ticket)
        for row in await raw.fetch(f"SELECT {NAMES} FROM events WHERE ticket_id = $1 ORDER BY sequence", ticket):
            event = seal(previous, SealedEvent(*row)._replace(digests=None), None)
            previous = event.hash
            await raw.execute("UPDATE events SET digests = NULL, hash = $2 WHERE id = $1", event.id, event.hash)
        await raw.execute("UPDATE tickets SET salt = NULL, event_hash = $2 WHERE id = $1", ticket, previous)
        await raw.execute("UPDATE events SET salt = NULL, hash = NULL WHERE opinion_id = $1", opinion)
        await raw.execute("UPDATE opinions SET salt = NULL WHERE id = $1", opinion)


async def broken(world: World) -> list[str]:
    """Where histories do not hold."""
    return [each.fault for each in (await verify(world.runtime)).findings if each.invariant == CHAIN.invariant]


@pytest.fixture
async def old(world: World, client: httpx2.AsyncClient) -> UUID:
    """The ticket of an opinion of such age that was erased."""
    opinion = await registered(world, client)
    ticket = await closed(world, client, opinion)
    await client.post(f"/v1/opinions/{opinion}/contact", json={"reason": "canaryreason"}, headers=await world.key("V1"))
    await aged(world.runtime.database, ticket, UUID(opinion))
    assert {table for table, _ in await left(world)} >= {"opinions", "tickets", "events", "hand_overs"}
    await erased(world, client, opinion)
    return ticket


async def test_nothing_is_left_in_an_old_history_and_it_still_verifies(world: World, old: UUID) -> None:
    assert await left(world) == set()
    assert await broken(world) == []


@pytest.mark.parametrize(
    "change",
    [
        "principal = 'key:somebody'",
        "words_digest = sha256('x')",
        "data = data || '{\"x\": 1}'",
        "reason = 'no, this'",
        "hash = sha256('x')",
    ],
)
async def test_what_is_left_of_an_old_event_cannot_be_changed(world: World, old: UUID, change: str) -> None:
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SET LOCAL session_replication_role = replica")
        tag = await connection.raw.execute(
            f"UPDATE events SET {change} WHERE ticket_id = $1 AND type = 'ticket.audit_passed'", old
        )
        assert tag == "UPDATE 1"
    assert len(await broken(world)) == 1
