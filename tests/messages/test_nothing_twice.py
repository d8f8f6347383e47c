"""What keeps a message from going twice, or at night: each net, and what happens without it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

import pytest

from escalation.kit.database.ids import new_id
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.engine.push_outlet import PushOutlet
from escalation.messages.engine.retention import reap
from escalation.messages.storage import settlement
from escalation.messages.storage.claims import claim_messages
from escalation.messages.storage.settlement import MessageState, Settled
from escalation.messages.usecases import writing
from tests.feed.endpoints import an_event
from tests.messages.desk import a_channel, go_to, send, somebody, tell, told
from tests.messages.mailboxes import mailbox
from tests.messages.test_outlets import browser_keys
from tests.support.makers import a_ticket
from tests.support.receivers import local_sender, receiver
from tests.support.roles import as_owner
from tests.support.world import World

HELD: Final = " AND m.lease_id = $1"


async def somebody_urged(world: World) -> None:
    """One person who is owed one mail, whatever the hour."""
    await a_channel(world, await somebody(world, "V1"), "bat@example.gov.cn")
    await an_event(world, await a_ticket(world), "ticket.urged")
    await tell(world)


async def settle_late(world: World) -> tuple[int, str]:
    """One claims, sleeps over its lease, and says that it failed while another sends; how many believe it."""
    late, prompt = new_id(), new_id()
    async with world.runtime.database.connection() as connection:
        ids, _ = await claim_messages(connection, "mail", 10, late)
        await connection.raw.execute("UPDATE messages SET leased_until = 'epoch'")
        await reap(world.runtime)
        assert (await claim_messages(connection, "mail", 10, prompt))[0] == ids
        believed = await settlement.settle(connection, late, [Settled(ids[0], MessageState.WAITING)])
        state = await connection.raw.fetchval("SELECT state FROM messages")
        await settlement.settle(connection, prompt, [Settled(ids[0], MessageState.SENT)])
    return believed, state


async def test_who_lost_the_lease_settles_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await somebody_urged(world)
    assert await settle_late(world) == (0, "sending")
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
        assert (await told(world), post.received) == ([("supervised", "sent", None)], [])
        # Without the lease it would be owed again, and go while the other one sends it as well.
        text = settlement._SETTLED.text.replace(HELD, " AND $1::uuid IS NOT NULL")
        assert HELD not in text
        monkeypatch.setattr(settlement, "_SETTLED", replace(settlement._SETTLED, text=text))
        await world.runtime.database.pool.execute("UPDATE messages SET state = 'waiting'")
        assert await settle_late(world) == (1, "waiting")


@asynccontextmanager
async def without_index(world: World, name: str) -> AsyncIterator[None]:
    """The table without one of its unique indexes, and empty afterwards."""
    async with as_owner(world.runtime.database).connection() as connection:
        definition = await connection.raw.fetchval("SELECT pg_get_indexdef($1::regclass)", name)
        await connection.raw.execute(f"DROP INDEX {name}")
        try:
            yield
        finally:
            await connection.raw.execute("TRUNCATE messages")
            await connection.raw.execute(definition)


async def test_an_event_is_owed_to_a_channel_once(world: World) -> None:
    await somebody_urged(world)
    pool = world.runtime.database.pool
    await pool.execute("UPDATE message_progress SET feed_pos = 0")
    await tell(world)
    assert await told(world) == [("supervised", "waiting", None)]
    async with without_index(world, "uq_messages_event_channel"):
        await pool.execute("UPDATE message_progress SET feed_pos = 0")
        await tell(world)
        assert await told(world) == 2 * [("supervised", "waiting", None)]


async def test_without_quiet_hours_people_would_be_told_at_night(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await go_to(world, "2026-12-08T23:30")
    await a_channel(world, await somebody(world, "V1", "leader"), "bat@example.gov.cn")
    await an_event(world, await a_ticket(world), "ticket.overdue")
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
        assert (await told(world), post.received) == ([("overdue_below", "waiting", None)], [])
        monkeypatch.setattr(writing, "quiet_until", lambda *_: None)
        await world.runtime.database.pool.execute("UPDATE messages SET due_at = created_at")
        await send(world, "mail", MailOutlet(post.server))
        assert len(post.received) == 1


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_removed(world: World, status: int) -> None:
    async with receiver() as here, local_sender() as sender:
        here.status = status
        bat, carrier = await somebody(world, "V1"), f"push:127.0.0.1:{here.port}"
        await a_channel(world, bat, here.url, "push", keys=browser_keys())
        await a_channel(world, bat, "13912345678", "sms")
        await an_event(world, await a_ticket(world), "ticket.urged")
        await tell(world)
        await send(world, carrier, PushOutlet(world.runtime, sender, "tickets@example.gov.cn"))
    assert sorted(await told(world), key=str) == [("supervised", "failed", "gone"), ("supervised", "waiting", None)]
    kinds = await world.runtime.database.pool.fetch("SELECT kind FROM message_channels")
    assert [row["kind"] for row in kinds] == ["sms"]
