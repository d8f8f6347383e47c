"""A ticket is formed of what is free, numbered by its unit and year, and never half."""

import asyncio
from uuid import UUID

import pytest

from escalation.actors import Actor
from escalation.errors import Duplicate, DuplicateExternalRef, ForbiddenAction, Refusal, ValidationFailed
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.usecases import form_ticket, opinions
from escalation.opinions.usecases.form_ticket import Formed, TicketDraft
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.usecases.transition import get_ticket
from tests.support.makers import move
from tests.support.world import World


async def an_opinion(world: World, code: str = "V1", *, title: str = "路灯不亮", confidential: bool = False) -> UUID:
    given = OpinionInput(title=title, content=f"{title}，三天了。", source="visit", confidential=confidential)
    reply = await opinions.register(
        world.runtime,
        world.actor(code, "leader"),
        given,
        render=lambda opinion: StoredResponse(200, str(opinion.id).encode()),
        request_id="test",
    )
    return UUID(reply.body.decode())


async def form(world: World, actor: Actor, *ids: UUID, **fields: object) -> Ticket:
    formed: list[Formed] = []

    def render(each: Formed) -> StoredResponse:
        formed.append(each)
        return StoredResponse(200, b"")

    draft = TicketDraft(ids, None, "routine", "simple", **fields)  # type: ignore[arg-type]
    await form_ticket.form(world.runtime, actor, draft, render=render, request_id="test")
    return formed[-1].view.ticket


async def test_what_is_left_out_is_taken_from_the_first_opinion(world: World) -> None:
    first, second = await an_opinion(world, title="路灯不亮"), await an_opinion(world, title="道路坑洼")
    ticket = await form(world, world.actor("V1", "leader"), second, first)
    assert (ticket.title, ticket.source, ticket.category) == ("道路坑洼", "visit", None)
    assert (ticket.origin_unit_id, ticket.holder_unit_id) == (world.id("V1"), world.id("V1"))


async def test_opinions_of_several_villages_make_one_ticket_of_the_township(world: World) -> None:
    ids = [await an_opinion(world, code) for code in ("V1", "V2")]
    ticket = await form(world, world.actor("T1", "leader"), *ids, unit_id=world.id("T1"), title="两村路灯")
    assert (ticket.origin_unit_id, ticket.level, ticket.number[:3]) == (world.id("T1"), 2, "T1-")


async def test_a_village_cannot_take_the_opinion_of_another(world: World) -> None:
    theirs = await an_opinion(world, "V2")
    with pytest.raises(ValidationFailed):
        await form(world, world.actor("V1", "leader"), theirs)


async def test_an_opinion_seen_only_by_its_ticket_cannot_be_taken(world: World) -> None:
    theirs = await an_opinion(world, "V1")
    ticket = await form(world, world.actor("V1", "leader"), theirs)
    await move(world, ticket.id, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket.id, world.actor("V1", "handler"), "sign")
    await move(world, ticket.id, world.actor("V1", "handler"), "escalate", reason="太难")
    await move(world, ticket.id, world.actor("T1", "handler"), "sign")
    with pytest.raises(ForbiddenAction):
        await form(world, world.actor("T1", "handler"), theirs)


async def test_one_confidential_opinion_makes_the_ticket_confidential(world: World) -> None:
    ids = [await an_opinion(world), await an_opinion(world, confidential=True)]
    assert (await form(world, world.actor("V1", "leader"), *ids)).confidential


async def test_numbers_run_by_unit_and_by_the_year_it_is_there(world: World) -> None:
    leader = world.actor("T1", "leader")
    one, two = [await form(world, leader, await an_opinion(world, "V1")) for _ in range(2)]
    other = await form(world, leader, await an_opinion(world, "V2"))
    await world.advance(days=366)
    later = await form(world, leader, await an_opinion(world, "V1"))
    assert [ticket.number[-6:] for ticket in (one, two, other, later)] == ["000001", "000002", "000001", "000001"]
    assert int(later.number.split("-")[1]) == int(one.number.split("-")[1]) + 1


async def test_a_burnt_number_is_not_given_again(world: World) -> None:
    leader = world.actor("V1", "leader")
    first = await form(world, leader, await an_opinion(world))
    with pytest.raises(Duplicate):
        await form(world, leader, await an_opinion(world), id=first.id)
    assert (await form(world, leader, await an_opinion(world))).number.endswith("000003")


async def test_a_refused_ticket_leaves_its_opinion_free(world: World) -> None:
    leader = world.actor("V1", "leader")
    reference = {"source_system": "12345", "external_ref": "A-1"}
    await form(world, leader, await an_opinion(world), **reference)
    opinion = await an_opinion(world)
    with pytest.raises(DuplicateExternalRef):
        await form(world, leader, opinion, **reference)
    assert (await opinions.get_opinion(world.runtime, opinion, leader)).status == "inbox"
    assert (await form(world, leader, opinion)).version == 1


async def test_of_overlapping_drafts_each_opinion_goes_into_one_ticket(world: World) -> None:
    leader = world.actor("V1", "leader")
    ids = [await an_opinion(world) for _ in range(6)]
    groups = [ids[start : start + 2] for start in range(5)] * 2
    results = await asyncio.gather(*(form(world, leader, *group) for group in groups), return_exceptions=True)
    tickets = [result for result in results if isinstance(result, Ticket)]
    assert tickets
    assert all(isinstance(result, Ticket | Refusal) for result in results)
    held = [(await opinions.get_opinion(world.runtime, id_, leader)).ticket_id for id_ in ids]
    assert {id_: held.count(id_) for id_ in held if id_} == {ticket.id: 2 for ticket in tickets}
    for ticket in tickets:
        assert (await get_ticket(world.runtime, ticket.id, leader)).ticket.version == 1
