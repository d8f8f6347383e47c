"""Stories of single moves through read, decide and apply on a real database."""

import pytest

from escalation.errors import ForbiddenAction, TransitionNotAllowed
from escalation.tickets.storage.situations import Named, read_situations
from escalation.tickets.usecases.transition import get_ticket
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def test_a_village_resolves_what_it_can(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    leader, handler = world.actor("V1", "leader"), world.actor("V1", "handler")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, handler, "sign")
    await move(world, ticket, handler, "resolve", outcome="solved", reply="已换灯。")
    await move(world, ticket, leader, "audit_pass")
    await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True, satisfaction=5)
    view = await get_ticket(world.runtime, ticket, world.actor("V1", "leader"))
    assert (view.ticket.state, view.ticket.version, view.ticket.satisfaction) == ("closed", 6, 5)


async def test_the_top_cannot_escalate(world: World) -> None:
    ticket = await a_ticket(world, "C")
    await move(world, ticket, world.actor("C", "office"), "dispatch", unit_id=world.id("C"))
    with pytest.raises(TransitionNotAllowed):
        await move(world, ticket, world.actor("C", "handler"), "escalate", reason="太难")


async def test_a_neighbour_may_not_sign(world: World) -> None:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    with pytest.raises(ForbiddenAction):
        await move(world, ticket, world.actor("T1", "leader"), "sign")


async def test_whoever_is_named_comes_with_all_that_is_above_it(world: World) -> None:
    """Limits and calendars of a township hold for its villages, also while the ticket is still with the county."""
    ticket = await a_ticket(world, "K1")
    async with world.runtime.database.connection() as connection:
        named = Named(units=(world.id("V3"),), unit_wanted=True)
        readings = await read_situations(connection, [ticket], world.actor("K1", "office"), named)
        several = await read_situations(connection, [ticket, ticket], world.actor("K1", "office"), named)
    for reading in (*readings, *several):
        assert reading.situation.codes(world.units["V3"]) == ("V3", "T2", "K1", "C")
