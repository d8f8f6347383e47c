"""Stories of the one door: what is asked for once, and a transaction that goes on after a refusal."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from escalation.storage import apply as the_door
from escalation.storage.apply import apply
from escalation.storage.database import Compiled, Connection
from escalation.storage.situations import read_situations
from escalation.usecases.tickets import look_at
from escalation.usecases.verify import verify
from escalation.workflow.case import Decision
from escalation.workflow.decide import decide
from escalation.workflow.situation import CLOCK, Command
from tests.makers import a_ticket, move
from tests.usecases.nets import without
from tests.world import World

GUARD = "AND t.version = w.read_version"


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one statement as it would be if nobody had thought of versions."""
    careful = the_door._statement

    def careless(*shape: Any) -> Compiled:
        compiled = careful(*shape)
        return replace(compiled, text=compiled.text.replace(GUARD, ""))

    monkeypatch.setattr(the_door, "_statement", careless)


async def a_ticket_in_hand(world: World) -> UUID:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    return ticket


async def an_application(world: World, connection: Connection, ticket: UUID) -> Decision:
    actor = world.actor("V1")
    (reading,) = await read_situations(connection, [ticket], actor)
    rules = await world.session.rulebook.rules(connection, reading.versions)
    return decide(reading.situation, actor, Command("extend", {"days": 1, "reason": "等待材料。"}, "test"), rules)


async def pending(connection: Connection, ticket: UUID) -> int:
    count: int = await connection.raw.fetchval(
        "SELECT count(*) FROM requests WHERE ticket_id = $1 AND state = 'pending'", ticket
    )
    return count


async def test_what_is_asked_for_is_kept_and_read_again(world: World) -> None:
    ticket = await a_ticket_in_hand(world)
    async with world.session.database.connection() as connection:
        decision = await an_application(world, connection, ticket)
        assert await apply(connection, [decision]) == {ticket}
        for ids in ([ticket], [ticket, UUID(int=1)]):
            (reading,) = await read_situations(connection, ids, CLOCK)
            assert reading.situation.requests == decision.requests
            assert reading.situation.ticket == decision.ticket
    assert (await verify(world.session)).findings == ()


@pytest.mark.usefixtures("unguarded")
async def test_of_two_who_ask_for_the_same_at_once_one_is_too_late_and_the_transaction_goes_on(world: World) -> None:
    ticket = await a_ticket_in_hand(world)
    numbering = without(world, "events", "uq_events_ticket_id_sequence")
    async with numbering, world.session.database.transaction() as connection:
        twice = [await an_application(world, connection, ticket) for _ in range(2)]
        assert [len(await apply(connection, [decision])) for decision in twice] == [1, 0]
        assert await pending(connection, ticket) == 1


async def test_one_ticket_and_many_are_read_and_written_alike(world: World) -> None:
    tickets = [await a_ticket(world, origin) for origin in ("V1", "K1-ZJ", "V3")]
    async with world.session.database.connection() as connection:
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
        async with world.session.database.connection() as connection:
            actor = world.actor(who)
            (reading,) = await read_situations(connection, [ticket], actor)
            rules = await world.session.rulebook.rules(connection, reading.versions)
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
        assert (await look_at(world.session, ticket, CLOCK)).ticket == decision.ticket
