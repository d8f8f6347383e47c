"""A ticket whose assignee is gone lies on the common desk again, and its history says so."""

from uuid import UUID

from escalation.actors import CLOCK, Role
from escalation.identity.usecases.service import change_member, take_role
from escalation.kit.runtime.context import StoredResponse
from escalation.organisation.usecases.members import WantedMember, create_member, give_role
from escalation.tickets.engine.assignees import step
from escalation.tickets.usecases.ticket_queries import events_of
from escalation.tickets.usecases.transition import get_ticket
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def a_handler(world: World, name: str) -> UUID:
    """A member with a role at V1."""
    reply = await create_member(
        world.runtime, WantedMember(name, world.id("V1"), None, (), None), by=world.actor("C", "admin"),
        render=lambda made: StoredResponse(201, made.id.hex.encode()), once=None,
    )  # fmt: skip
    member = UUID(reply.body.decode())
    await give_role(world.runtime, member, world.id("V1"), Role.HANDLER, by=world.actor("C", "admin"))
    return member


async def an_assigned_ticket(world: World, member: UUID) -> UUID:
    """A ticket that V1's leader gave into somebody's hand."""
    ticket, leader = await a_ticket(world), world.actor("V1", "leader")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, leader, "assign", member_id=member)
    return ticket


async def test_who_does_not_serve_any_more_has_nothing_in_hand(world: World) -> None:
    gone, moved, stays = [await a_handler(world, name) for name in ("甲", "乙", "丙")]
    tickets = [await an_assigned_ticket(world, member) for member in (gone, moved, stays)]
    before = [(await get_ticket(world.runtime, ticket, CLOCK)).ticket for ticket in tickets]
    admin = world.actor("C", "admin")
    await world.advance(days=3)
    await change_member(world.runtime, gone, {"active": False}, by=admin)
    await take_role(world.runtime, moved, world.id("V1"), Role.HANDLER, by=admin)
    assert await step(world.runtime) is False
    after = [(await get_ticket(world.runtime, ticket, CLOCK)).ticket for ticket in tickets]
    assert [ticket.assignee_id for ticket in after] == [None, None, stays]
    assert [ticket.version - old.version for ticket, old in zip(after, before, strict=True)] == [1, 1, 0]
    assert [ticket.stage_due_at for ticket in after] == [ticket.stage_due_at for ticket in before]
    told = [(await events_of(world.runtime, ticket, CLOCK, after=0, limit=50))[-1] for ticket in tickets]
    assert [event.type for event in told] == ["ticket.released", "ticket.released", "ticket.assigned"]
    assert told[0].data["member_id"] == str(gone)
    await step(world.runtime)
    assert [(await get_ticket(world.runtime, ticket, CLOCK)).ticket.version for ticket in tickets] == [
        ticket.version for ticket in after
    ]
    assert {finding.invariant for finding in (await verify(world.runtime)).findings} <= {"I12"}
