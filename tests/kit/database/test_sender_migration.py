"""What 0004 does to tickets that are there: their senders are forgotten, except where they may still recall them."""

import runpy
from typing import Final
from uuid import UUID

from escalation.kit.database.migrate import migrations
from tests.support.makers import a_ticket, move
from tests.support.world import World

STATEMENT: Final = runpy.run_path(str(migrations() / "versions" / "0004_sender.py"))["NOT_RECALLABLE"]


async def senders(world: World) -> dict[UUID, UUID | None]:
    rows = await world.runtime.database.pool.fetch("SELECT id, sender_unit_id FROM tickets")
    return {row["id"]: row["sender_unit_id"] for row in rows}


async def test_only_who_may_still_recall_a_ticket_stays_its_sender(world: World) -> None:
    waiting, signed = await a_ticket(world, "T1"), await a_ticket(world, "T1")
    for ticket in (waiting, signed):
        await move(world, ticket, world.actor("T1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, signed, world.actor("V1"), "sign")
    # As the release before left it.
    await world.runtime.database.pool.execute("UPDATE tickets SET sender_unit_id = $1", world.id("T1"))
    await world.runtime.database.pool.execute(STATEMENT)
    assert await senders(world) == {waiting: world.id("T1"), signed: None}


async def test_signing_ends_the_tie_to_the_sender_and_a_recall_restores_the_one_before(world: World) -> None:
    ticket = await a_ticket(world, "K1")
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("T1"))
    assert await senders(world) == {ticket: world.id("K1")}
    await move(world, ticket, world.actor("T1"), "escalate", reason="超出职权。")
    assert await senders(world) == {ticket: world.id("T1")}
    await move(world, ticket, world.actor("T1"), "recall")
    assert await senders(world) == {ticket: world.id("K1")}
    await move(world, ticket, world.actor("T1"), "sign")
    assert await senders(world) == {ticket: None}
