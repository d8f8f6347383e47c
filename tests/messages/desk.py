"""What stories about messages need: people with channels, events, and somebody who sends."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from escalation.actors import Actor, Means
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.messages.domain.channels import ChannelKind, ChannelTarget, carrier_of, shown_address
from escalation.messages.engine.message_worker import MessageWorker
from escalation.messages.engine.outlets import Outlet
from escalation.messages.engine.telling import MessageTeller
from escalation.messages.storage.channels import Channel, insert_channel, sealed_for
from escalation.messages.usecases.site import MessageSite
from tests.support.endpoint_makers import give_places
from tests.support.world import World

SITE = MessageSite("https://tickets.example.gov.cn")


async def somebody(world: World, code: str, role: str = "handler", name: str = "娜仁") -> Actor:
    """A person who holds a post."""
    pool, person, member = world.runtime.database.pool, new_id(), new_id()
    async with pool.acquire() as raw:
        await raw.execute("INSERT INTO people (id, name, created_at) VALUES ($1, $2, clock_timestamp())", person, name)
        await raw.execute(
            "INSERT INTO members (id, name, home_unit_id, created_at, updated_at) "
            "VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp())", member, name, world.id(code)
        )  # fmt: skip
        await raw.execute(
            "INSERT INTO memberships (member_id, unit_id, role, since) VALUES ($1, $2, $3, clock_timestamp())",
            member, world.id(code), role,
        )  # fmt: skip
        await raw.execute(
            "INSERT INTO person_members (member_id, person_id, since) VALUES ($1, $2, clock_timestamp())",
            member,
            person,
        )
    actor = world.actor(code, role)
    return replace(actor, principal=f"person:{person}", person_id=person, member_id=member, means=Means.SESSION)


async def a_channel(
    world: World, whose: Actor | UUID, address: str, kind: str = "email", *, state: str = "active",
    keys: dict[str, str] | None = None, language: str = "zh",
) -> UUID:  # fmt: skip
    """A channel of a person, or of a unit by its id, that was shown to be read."""
    id_, to, as_kind = new_id(), ChannelTarget(address, keys or {}), ChannelKind(kind)
    person, unit = (whose.person_id, None) if isinstance(whose, Actor) else (None, whose)
    shown, carrier = shown_address(as_kind, address), carrier_of(as_kind, address)
    async with world.runtime.database.connection() as connection:
        now = await read_now(connection)
        sealed = world.runtime.vault.seal(to.as_bytes(), owner=sealed_for(id_))
        channel = Channel(id_, person, unit, kind, sealed, shown, carrier, language, state, 0, None, None, now, now)
        await insert_channel(connection, channel)
    return id_


async def tell(world: World, *carriers: str) -> None:
    """Let all that has happened be owed to people."""
    await give_places(world.runtime)
    teller = MessageTeller(frozenset(carriers or ("mail", "gateway")))
    while await teller.step(world.runtime):
        pass


async def send(world: World, carrier: str, outlet: Outlet) -> MessageWorker:
    """Send by one carrier until nothing is due."""
    worker = MessageWorker(world.runtime, SITE, {carrier.partition(":")[0]: outlet})
    while await worker.step(carrier):
        pass
    return worker


async def told(world: World) -> list[tuple[Any, ...]]:
    """`rule, state, reason` of all messages, in the order in which they were owed."""
    rows = await world.runtime.database.pool.fetch("SELECT rule, state, reason FROM messages ORDER BY created_at, rule")
    return [tuple(row) for row in rows]


async def go_to(world: World, moment: str) -> datetime:
    """Turn the clock forward to a moment in local time, like `2026-12-08T09:00`."""
    wanted = datetime.fromisoformat(f"{moment}+08:00")
    async with world.runtime.database.connection() as connection:
        now = await read_now(connection)
    await world.advance(seconds=(wanted - now) / timedelta(seconds=1))
    return wanted
