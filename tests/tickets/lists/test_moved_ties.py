"""A unit moves below one that a ticket is about, or away from there, while it is only asked to help with the ticket."""

from dataclasses import replace

from escalation.kit.runtime.context import StoredResponse
from escalation.reorganisation.usecases.reorganisation import move_unit
from escalation.tickets.domain.command import JointUnit
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters
from escalation.tickets.usecases.ticket_queries import count
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def hang(world: World, code: str, below: str) -> None:
    await move_unit(
        world.runtime, world.id(code), world.id(below), by=world.actor("C", "admin"),
        render=lambda _: StoredResponse(200, b""),
    )  # fmt: skip


async def require_listed(world: World, tickets: int) -> None:
    """So many for the unit that helps, and all as it is derived."""
    row = await world.runtime.database.pool.fetchrow("SELECT path FROM units WHERE code = 'V2'")
    assert row is not None
    actor = replace(world.actor("V2"), unit_path=row["path"])
    assert (await count(world.runtime, actor, WantedFilters(Filters()))).found == tickets
    assert (await verify(world.runtime)).findings == ()


async def test_who_helps_and_comes_below_the_accused_does_not_see_the_ticket_until_it_leaves_again(
    world: World,
) -> None:
    """The place of a unit that is tied to a ticket is in no path of the ticket: it has to be told by itself."""
    ticket = await a_ticket(world, "V1", accused="T2")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    lines = (JointUnit(world.id("V2"), "查", None),)
    await move(world, ticket, world.actor("V1"), "coordinate", joint_units=lines)
    await require_listed(world, 1)
    await hang(world, "V2", "T2")
    await require_listed(world, 0)
    await hang(world, "V2", "T1")
    await require_listed(world, 1)
