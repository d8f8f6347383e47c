"""What a tracking code opens follows the matter wherever it goes."""

from itertools import pairwise
from uuid import UUID

import pytest

from escalation.errors import NotFound
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.usecases import form_ticket
from escalation.opinions.usecases.form_ticket import Formed, TicketDraft
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.opinions.usecases.tracking import Feedback, answer, track
from tests.support.makers import a_code, move
from tests.support.world import World


async def a_matter(world: World, code: str = "V1") -> tuple[str, UUID]:
    formed: list[Formed] = []

    def render(each: Formed) -> StoredResponse:
        formed.append(each)
        return StoredResponse(200, b"")

    draft = TicketDraft((), OpinionInput("路灯不亮", "村口的路灯坏了三天。", "visit"), "routine", "simple")
    await form_ticket.form(world.runtime, world.actor(code, "leader"), draft, render=render, request_id="test")
    return await a_code(world, formed[0].opinion_ids[0]), formed[0].view.ticket.id


async def test_a_merged_matter_is_followed_into_the_other_ticket(world: World) -> None:
    (code, ticket), (_, other) = await a_matter(world, "V1"), await a_matter(world, "V2")
    office = world.actor("K1", "office")
    await move(world, ticket, office, "dispatch", unit_id=world.id("V1"))
    promised = (await track(world.runtime, code)).due_at
    await world.advance(hours=1)
    await move(world, ticket, office, "merge", into_ticket_id=other)
    await move(world, other, office, "dispatch", unit_id=world.id("V2"))
    seen = await track(world.runtime, code)
    assert (seen.status.code, seen.unit_name) == ("dispatched", "单位V2")
    assert [step for step, _ in seen.steps] == ["received", "dispatched", "merged", "dispatched"]
    assert seen.due_at == promised


async def test_every_citizen_is_told_what_became_of_the_matter_they_share(world: World) -> None:
    """Through two mergers, each sees the steps of its own way and those of the ticket that goes on."""
    matters = [await a_matter(world, code) for code in ("V1", "V2", "V3")]
    office = world.actor("K1", "office")
    for (_, ticket), (_, other) in pairwise(matters):
        await world.advance(minutes=1)
        await move(world, ticket, office, "merge", into_ticket_id=other)
    await move(world, matters[-1][1], office, "dispatch", unit_id=world.id("V3"))
    seen = [await track(world.runtime, code) for code, _ in matters]
    assert {(each.status.code, each.unit_name, each.due_at) for each in seen} == {
        ("dispatched", "单位V3", seen[0].due_at)
    }
    assert [[step for step, _ in each.steps] for each in seen] == [
        ["received", "merged", "merged", "dispatched"],
        ["received", "merged", "dispatched"],
        ["received", "dispatched"],
    ]


async def test_a_rejected_matter_says_so_and_nothing_of_why(world: World) -> None:
    code, ticket = await a_matter(world)
    await move(world, ticket, world.actor("V1", "leader"), "reject", reason_code="court", reason="内部理由")
    seen = await track(world.runtime, code)
    assert (seen.status.zh, seen.reply, seen.may_answer) == ("不予受理", None, False)


async def test_the_promise_to_the_citizen_stands_while_the_matter_climbs(world: World) -> None:
    code, ticket = await a_matter(world)
    promised = (await track(world.runtime, code)).due_at
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1", "handler"), "sign")
    await move(world, ticket, world.actor("V1", "handler"), "escalate", reason="太难")
    seen = await track(world.runtime, code)
    assert (seen.due_at, seen.unit_name) == (promised, "单位T1")


async def test_a_code_of_another_key_opens_nothing(world: World) -> None:
    await a_matter(world)
    with pytest.raises(NotFound):
        await track(world.runtime, "ABCD-EFGH-JKMN-PQRS")
    with pytest.raises(NotFound):
        await answer(
            world.runtime,
            "",
            Feedback(solved=True, satisfaction=None, note=None),
            render=lambda _: StoredResponse(200, b""),
            request_id="t",
        )
