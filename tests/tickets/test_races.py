"""Fifty at once: one change is made, the others learn that they came too late, and nothing is left behind."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Final
from uuid import UUID

import pytest

from escalation.actors import CLOCK, Actor
from escalation.errors import Duplicate, IdempotencyKeyReused, Refusal, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled
from escalation.kit.runtime.context import IdempotentRequest, StoredResponse, to_keep
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.draft import Decision
from escalation.tickets.storage import apply as the_door
from escalation.tickets.storage import apply_statement
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.apply_arguments import ApplyNeed, ApplyShape
from escalation.tickets.storage.situations import Named, read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.ticket_view import TicketView
from escalation.tickets.usecases.transition import get_ticket, transition
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.safety_nets import without
from tests.support.world import World

MANY: Final = 50
GUARD: Final = "AND t.version = w.read_version"
Bid = Callable[[int], Coroutine[object, object, StoredResponse]]


def render(view: TicketView) -> StoredResponse:
    return StoredResponse(200, f"{view.ticket.number} {view.ticket.version} {view.ticket.state}".encode())


async def everybody_at_once(bid: Bid, count: int = MANY) -> list[StoredResponse | Refusal]:
    """What each of many callers is told."""
    results = await asyncio.gather(*(bid(nth) for nth in range(count)), return_exceptions=True)
    told = [result for result in results if isinstance(result, StoredResponse | Refusal)]
    assert len(told) == count, results
    return told


def kinds(told: list[StoredResponse | Refusal]) -> Counter[str]:
    return Counter(type(one).__name__ for one in told)


async def a_signed_ticket(world: World) -> UUID:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    return ticket


async def everything(world: World) -> dict[str, str]:
    """A digest of every table."""
    async with world.runtime.database.connection() as connection:
        tables = await connection.raw.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {
            row["tablename"]: await connection.raw.fetchval(
                f"SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM \"{row['tablename']}\" t"
            )
            for row in tables
        }


def comment(world: World, ticket: UUID, text: str = "在办。") -> tuple[UUID, Actor, Command]:
    return ticket, world.actor("V1"), Command("comment", {"text": text}, "test")


def once(key: str, *parts: bytes) -> IdempotentRequest:
    return IdempotentRequest.of("key:V1:handler", key, *parts)


# -- The same version -------------------------------------------------------------------------------------------------


async def test_of_fifty_who_decided_on_one_version_one_wins(world: World) -> None:
    ticket = await a_signed_ticket(world)

    async def bid(nth: int) -> StoredResponse:
        return await transition(world.runtime, *comment(world, ticket, str(nth)), render=render, expected={3})

    told = await everybody_at_once(bid)
    assert kinds(told) == {"StoredResponse": 1, "StaleVersion": MANY - 1}
    assert (await get_ticket(world.runtime, ticket, CLOCK)).ticket.version == 4
    assert (await verify(world.runtime)).findings == ()


async def test_fifty_who_name_no_version_are_served_one_after_the_other_or_told(world: World) -> None:
    ticket = await a_signed_ticket(world)

    async def bid(nth: int) -> StoredResponse:
        return await transition(world.runtime, *comment(world, ticket, str(nth)), render=render)

    told = await everybody_at_once(bid)
    won = kinds(told)["StoredResponse"]
    assert kinds(told) - Counter(StoredResponse=won) == {"StaleVersion": MANY - won}
    assert (await get_ticket(world.runtime, ticket, CLOCK)).ticket.version == 3 + won
    bodies = [one.body for one in told if isinstance(one, StoredResponse)]
    assert len(set(bodies)) == len(bodies)
    assert (await verify(world.runtime)).findings == ()


async def test_a_stale_decision_changes_nothing_at_all(world: World) -> None:
    ticket = await a_signed_ticket(world)
    stale = await a_decision(world, *comment(world, ticket, "先"))
    await move(world, ticket, world.actor("V1"), "comment", text="后")
    before = await everything(world)
    assert await written(world, stale, once("k1", b"x")) == frozenset()
    assert await everything(world) == before


async def test_a_batch_with_a_stale_decision_writes_the_others(world: World) -> None:
    fresh, stale = await a_signed_ticket(world), await a_signed_ticket(world)
    decisions = [await a_decision(world, *comment(world, ticket)) for ticket in (fresh, stale)]
    await move(world, stale, world.actor("V1"), "comment", text="抢先")
    async with world.runtime.database.connection() as connection:
        assert await apply(connection, decisions) == {fresh}
    assert (await verify(world.runtime)).findings == ()


async def a_decision(world: World, ticket: UUID, actor: Actor, command: Command) -> Decision:
    """A decision as made by somebody who then hesitates."""
    async with world.runtime.database.connection() as connection:
        named = Named(into_ticket_id=command.uuid("into_ticket_id"))
        (reading,) = await read_situations(connection, [ticket], actor, named)
        rules = await read_rules(world.runtime, connection, reading.versions, into=reading.into)
    return decide(reading.situation, actor, command, rules)


async def written(world: World, decision: Decision, key: IdempotentRequest) -> frozenset[UUID]:
    async with world.runtime.database.connection() as connection:
        answer = to_keep(world.runtime, key, StoredResponse(200, b"done"), await read_now(connection))
        return await apply(connection, [decision], answer=answer)


# -- The nets, taken away one after the other --------------------------------------------------------------------------


async def race_of_decisions(world: World) -> Counter[str]:
    """Fifty decisions made on the same version, all written at once: what came of each."""
    ticket = await a_signed_ticket(world)
    decisions = [await a_decision(world, *comment(world, ticket, str(nth))) for nth in range(MANY)]

    async def write(decision: Decision) -> str:
        async with world.runtime.database.connection() as connection:
            try:
                return "written" if await apply(connection, [decision]) else "stale"
            except Duplicate:
                return "refused by the database"

    return Counter(await asyncio.gather(*(write(decision) for decision in decisions)))


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one statement as it would be if nobody had thought of versions."""
    careful = apply_statement.statement

    def careless(shape: ApplyShape) -> Compiled:
        compiled = careful(shape)
        assert (GUARD in compiled.text) == (ApplyNeed.CHANGES in shape.needs)
        return replace(compiled, text=compiled.text.replace(GUARD, ""))

    monkeypatch.setattr(the_door, "statement", careless)


async def test_of_fifty_decisions_on_one_version_one_is_written(world: World) -> None:
    assert await race_of_decisions(world) == {"written": 1, "stale": MANY - 1}


@pytest.mark.usefixtures("unguarded")
async def test_without_the_version_the_numbering_of_events_still_holds(world: World) -> None:
    assert await race_of_decisions(world) == {"written": 1, "refused by the database": MANY - 1}
    assert (await verify(world.runtime)).findings == ()


@pytest.mark.usefixtures("unguarded")
async def test_without_either_the_change_is_made_many_times_and_verify_tells(world: World) -> None:
    async with without(world, "events", "uq_events_ticket_id_sequence"):
        assert await race_of_decisions(world) == {"written": MANY}
        assert {finding.invariant for finding in (await verify(world.runtime)).findings} >= {"I4", "I7"}


# -- The same key -----------------------------------------------------------------------------------------------------


async def test_one_key_sent_fifty_times_has_one_effect_and_one_answer(world: World) -> None:
    ticket = await a_signed_ticket(world)

    async def bid(_: int) -> StoredResponse:
        return await transition(world.runtime, *comment(world, ticket), render=render, once=once("k1", b"body"))

    told = [one for one in await everybody_at_once(bid) if isinstance(one, StoredResponse)]
    assert Counter(one.replayed for one in told) == {False: 1, True: MANY - 1}
    assert {one.body for one in told} == {told[0].body}
    assert (await get_ticket(world.runtime, ticket, CLOCK)).ticket.version == 4
    assert await kept_answers(world) == 1


async def test_one_key_with_fifty_different_requests_serves_one_of_them(world: World) -> None:
    ticket = await a_signed_ticket(world)

    async def bid(nth: int) -> StoredResponse:
        key = once("k1", str(nth).encode())
        return await transition(world.runtime, *comment(world, ticket, str(nth)), render=render, once=key)

    told = await everybody_at_once(bid)
    assert kinds(told) == {"StoredResponse": 1, "IdempotencyKeyReused": MANY - 1}
    assert (await get_ticket(world.runtime, ticket, CLOCK)).ticket.version == 4


async def test_one_key_on_fifty_tickets_changes_one_of_them(world: World) -> None:
    tickets = [await a_ticket(world, "V1") for _ in range(MANY)]

    async def bid(nth: int) -> StoredResponse:
        key = once("k1", tickets[nth].bytes)
        return await transition(world.runtime, *comment(world, tickets[nth]), render=render, once=key)

    told = await everybody_at_once(bid)
    assert kinds(told) == {"StoredResponse": 1, "IdempotencyKeyReused": MANY - 1}
    versions = [(await get_ticket(world.runtime, ticket, CLOCK)).ticket.version for ticket in tickets]
    assert sorted(versions) == [1] * (MANY - 1) + [2]


async def test_two_keys_on_one_ticket_have_two_effects(world: World) -> None:
    ticket = await a_signed_ticket(world)

    async def bid(nth: int) -> StoredResponse:
        key = once(f"k{nth % 2}", b"body")
        return await transition(world.runtime, *comment(world, ticket), render=render, once=key)

    told = [one for one in await everybody_at_once(bid) if isinstance(one, StoredResponse)]
    assert Counter(one.replayed for one in told) == {False: 2, True: MANY - 2}
    assert len({one.body for one in told}) == 2
    assert (await get_ticket(world.runtime, ticket, CLOCK)).ticket.version == 5


async def test_a_key_used_again_with_another_body_is_refused_and_changes_nothing(world: World) -> None:
    ticket = await a_signed_ticket(world)
    await transition(world.runtime, *comment(world, ticket), render=render, once=once("k1", b"one"))
    before = await everything(world)
    with pytest.raises(IdempotencyKeyReused):
        await transition(world.runtime, *comment(world, ticket), render=render, once=once("k1", b"two"))
    assert await everything(world) == before


async def test_a_key_is_its_owners_only(world: World) -> None:
    ticket = await a_signed_ticket(world)
    for principal in ("key:V1:handler", "key:K1:office"):
        key = IdempotentRequest.of(principal, "k1", b"body")
        actor = replace(world.actor("V1"), principal=principal)
        command = Command("comment", {"text": "在办。"}, "test")
        assert not (await transition(world.runtime, ticket, actor, command, render=render, once=key)).replayed
    assert await kept_answers(world) == 2


async def test_a_request_that_came_too_late_does_not_use_up_its_key(world: World) -> None:
    ticket = await a_signed_ticket(world)
    stale = await a_decision(world, *comment(world, ticket))
    await move(world, ticket, world.actor("V1"), "comment", text="抢先")
    assert await written(world, stale, once("k1", b"body")) == frozenset()
    assert await kept_answers(world) == 0
    reply = await transition(world.runtime, *comment(world, ticket), render=render, once=once("k1", b"body"))
    assert not reply.replayed


async def test_a_refused_request_does_not_use_up_its_key(world: World) -> None:
    ticket = await a_signed_ticket(world)
    with pytest.raises(ValidationFailed):
        await transition(
            world.runtime, ticket, world.actor("V1"), Command("comment", {}, "test"), render=render, once=once("k1")
        )
    assert await kept_answers(world) == 0


async def kept_answers(world: World) -> int:
    async with world.runtime.database.connection() as connection:
        return int(await connection.raw.fetchval("SELECT count(*) FROM idempotency"))


# -- Two tickets at once ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("_nth", range(5))
async def test_two_tickets_merged_into_each_other_do_not_both_vanish(world: World, _nth: int) -> None:
    first, second = await a_ticket(world, "V1"), await a_ticket(world, "V1")
    pairs = [(first, second), (second, first)]

    async def bid(nth: int) -> StoredResponse:
        ticket, other = pairs[nth % 2]
        command = Command("merge", {"into_ticket_id": other}, "test")
        return await transition(world.runtime, ticket, world.actor("K1", "office"), command, render=render)

    told = await everybody_at_once(bid, count=10)
    states = [(await get_ticket(world.runtime, ticket, CLOCK)).ticket.state for ticket in (first, second)]
    assert kinds(told)["StoredResponse"] == 1
    assert sorted(states) == ["merged", "registered"]


async def test_a_ticket_is_not_merged_into_one_that_closes_at_that_moment(world: World) -> None:
    merging, closing = await a_ticket(world, "V1"), await a_ticket(world, "V1")
    merge = Command("merge", {"into_ticket_id": closing}, "test")
    late = await a_decision(world, merging, world.actor("K1", "office"), merge)
    await move(world, closing, world.actor("V1", "leader"), "reject", reason_code="private", reason="属私事。")
    before = await everything(world)
    assert await written(world, late, once("k1")) == frozenset()
    assert await everything(world) == before
