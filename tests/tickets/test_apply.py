"""Stories of the one door: what is asked for once, and a transaction that goes on after a refusal."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from escalation.actors import CLOCK
from escalation.kit.database.connection import Compiled, Connection
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.decide_deadline import decide_deadline
from escalation.tickets.domain.draft import Decision
from escalation.tickets.storage import apply as the_door
from escalation.tickets.storage import apply_statement
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.due_tickets import claim_due
from escalation.tickets.storage.history import list_events
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.transition import get_ticket
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.safety_nets import without
from tests.support.world import World

GUARD = "AND t.version = w.read_version"


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one statement as it would be if nobody had thought of versions."""
    careful = apply_statement.statement

    def careless(*shape: Any) -> Compiled:
        compiled = careful(*shape)
        return replace(compiled, text=compiled.text.replace(GUARD, ""))

    monkeypatch.setattr(the_door, "statement", careless)


async def a_ticket_in_hand(world: World) -> UUID:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    return ticket


async def an_application(world: World, connection: Connection, ticket: UUID) -> Decision:
    actor = world.actor("V1")
    (reading,) = await read_situations(connection, [ticket], actor)
    rules = await read_rules(world.runtime, connection, reading.versions)
    return decide(reading.situation, actor, Command("extend", {"days": 1, "reason": "等待材料。"}, "test"), rules)


async def pending(connection: Connection, ticket: UUID) -> int:
    count: int = await connection.raw.fetchval(
        "SELECT count(*) FROM requests WHERE ticket_id = $1 AND state = 'pending'", ticket
    )
    return count


async def test_what_is_asked_for_is_kept_and_read_again(world: World) -> None:
    ticket = await a_ticket_in_hand(world)
    async with world.runtime.database.connection() as connection:
        decision = await an_application(world, connection, ticket)
        assert await apply(connection, [decision]) == {ticket}
        for ids in ([ticket], [ticket, UUID(int=1)]):
            (reading,) = await read_situations(connection, ids, CLOCK)
            assert reading.situation.requests == decision.requests
            assert reading.situation.ticket == decision.ticket
    assert (await verify(world.runtime)).findings == ()


@pytest.mark.parametrize("origins", [("V1", "V1", "V1"), ("V1", "V2", "K1-ZJ")], ids=["alike", "unlike"])
async def test_a_batch_is_written_as_it_was_decided(world: World, origins: tuple[str, ...]) -> None:
    """What is the same in all rows travels once, empty or not."""
    tickets = [await a_ticket(world, origin) for origin in origins]
    await move(world, tickets[0], world.actor(origins[0], "leader"), "dispatch", unit_id=world.id(origins[0]))
    for _ in range(6):
        await world.advance(days=3)
        async with world.runtime.database.transaction() as connection:
            decisions = await what_the_clock_wants(world, connection)
            done = await apply(connection, decisions, held=True)
            assert done == {decision.ticket.id for decision in decisions}
            assert [await as_stored(connection, decision) for decision in decisions] == decisions
    assert (await verify(world.runtime)).findings == ()


async def what_the_clock_wants(world: World, connection: Connection) -> list[Decision]:
    """Of everything that is due, locked."""
    due = [row["id"] for row in await claim_due(connection, 200)]
    readings = await read_situations(connection, due, CLOCK)
    rules = [await read_rules(world.runtime, connection, reading.versions) for reading in readings]
    return [decide_deadline(reading.situation, by) for reading, by in zip(readings, rules, strict=True)]


async def as_stored(connection: Connection, decision: Decision) -> Decision:
    """The decision with the rows that are found for it."""
    (reading,) = await read_situations(connection, [decision.ticket.id], CLOCK)
    last = reading.situation.last_hand_over
    history = await list_events(connection, decision.ticket.id, after=0, limit=200)
    return decision._replace(
        ticket=reading.situation.ticket,
        events=tuple(history[-len(decision.events) :]),
        hand_overs=(last,) if decision.hand_overs and last else (),
    )


@pytest.mark.usefixtures("unguarded")
async def test_of_two_who_ask_for_the_same_at_once_one_is_too_late_and_the_transaction_goes_on(world: World) -> None:
    ticket = await a_ticket_in_hand(world)
    numbering = without(world, "events", "uq_events_ticket_id_sequence")
    async with numbering, world.runtime.database.transaction() as connection:
        twice = [await an_application(world, connection, ticket) for _ in range(2)]
        assert [len(await apply(connection, [decision])) for decision in twice] == [1, 0]
        assert await pending(connection, ticket) == 1


async def test_one_ticket_and_many_are_read_and_written_alike(world: World) -> None:
    tickets = [await a_ticket(world, origin) for origin in ("V1", "K1-ZJ", "V3")]
    async with world.runtime.database.connection() as connection:
        together = {one.situation.ticket.id: one for one in await read_situations(connection, tickets, CLOCK)}
        for ticket in tickets:
            (alone,) = await read_situations(connection, [ticket], CLOCK)
            among = together[ticket].situation
            assert alone.situation.ticket == among.ticket
            assert alone.situation.units.items() <= among.units.items()
            assert alone.versions == together[ticket].versions


async def test_only_columns_that_changed_are_written_and_none_is_forgotten(world: World) -> None:
    ticket = await a_ticket_in_hand(world)
    for who, action, fields in (
        ("V1", "comment", {"text": "已联系。"}),
        ("V1", "extend", {"days": 1, "reason": "等待材料。"}),
        ("V1", "escalate", {"reason": "太难。"}),
    ):
        async with world.runtime.database.connection() as connection:
            actor = world.actor(who)
            (reading,) = await read_situations(connection, [ticket], actor)
            rules = await read_rules(world.runtime, connection, reading.versions)
            decision = decide(reading.situation, actor, Command(action, fields, "test"), rules)
            differing = {
                name
                for name, before, after in zip(
                    decision.ticket._fields, reading.situation.ticket, decision.ticket, strict=True
                )
                if before != after
            }
            assert differing <= decision.changed | {"wake_at", "event_count", "event_hash"}
            assert await apply(connection, [decision]) == {ticket}
        assert (await get_ticket(world.runtime, ticket, CLOCK)).ticket == decision.ticket
