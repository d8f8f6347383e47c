"""Mergers and what happens beside them: shapes of moves made at one moment, and where every opinion has to end."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from escalation.errors import NotFound, Refusal, TransitionNotAllowed, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.storage.intake import NewOpinion, insert_opinions
from escalation.opinions.usecases import form_ticket as forming
from escalation.opinions.usecases import opinions
from escalation.opinions.usecases.form_ticket import TicketDraft
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.tickets.domain.decide import NewTicket, form_ticket
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage.apply import apply
from escalation.tickets.usecases.rules import read_rules
from tests.support.makers import move
from tests.support.roles import as_owner
from tests.support.world import World

GIVEN: Final = OpinionInput("路灯坏了", "村口的路灯坏了三天。", "visit")
_FEW_LOOKS: Final = 50
_MANY_LOOKS: Final = 5_000
_TRIES: Final = 40
Move = Callable[[], Awaitable[object]]


async def a_formed_ticket(world: World, *ids: UUID, id_: UUID | None = None) -> UUID:
    """A ticket of V1, of opinions in its inbox or of one that comes with it."""
    draft = TicketDraft(ids, None if ids else GIVEN, "routine", "simple", id=id_ or new_id())
    reply = await forming.form(
        world.runtime, world.actor("V1", "leader"), draft,
        render=lambda made: StoredResponse(201, made.view.ticket.id.hex.encode()), request_id="test",
    )  # fmt: skip
    return UUID(reply.body.decode())


async def an_inbox_opinion(world: World, code: str = "V1") -> UUID:
    """An opinion that a unit has not looked at yet."""
    reply = await opinions.register(
        world.runtime, world.actor(code, "leader"), GIVEN,
        render=lambda made: StoredResponse(201, made.id.hex.encode()), request_id="test",
    )  # fmt: skip
    return UUID(reply.body.decode())


async def places(world: World) -> dict[UUID, UUID | None]:
    """Every opinion and its ticket."""
    rows = await world.runtime.database.pool.fetch("SELECT id, ticket_id FROM opinions")
    return {row["id"]: row["ticket_id"] for row in rows}


@dataclass
class Round:
    """Some tickets with an opinion each, moves to be made at one moment, and what came of them."""

    world: World
    tickets: list[UUID]
    moves: list[Move] = field(default_factory=list)
    merged: dict[UUID, UUID] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    worth_another_try: tuple[type[Refusal], ...] = ()

    def merge(self, first: int, second: int) -> None:
        """Merge a ticket into another."""
        self.merge_tickets(self.tickets[first], self.tickets[second])

    def merge_tickets(self, ticket: UUID, other: UUID) -> None:
        """Merge a ticket, which may be about to be formed, into another."""

        async def made() -> None:
            for _ in range(_TRIES):
                try:
                    await move(self.world, ticket, self.world.actor("K1", "office"), "merge", into_ticket_id=other)
                except self.worth_another_try:
                    await asyncio.sleep(0.01)
                else:
                    self.merged[ticket] = other
                    return

        self.moves.append(made)

    def act(self, nth: int, code: str, role: str, action: str, **fields: object) -> None:
        """Make another move of a ticket."""
        self.moves.append(lambda: move(self.world, self.tickets[nth], self.world.actor(code, role), action, **fields))

    def form(self, opinion: UUID, ticket: UUID) -> None:
        """Form a ticket of an opinion."""

        async def made() -> None:
            await a_formed_ticket(self.world, opinion, id_=ticket)

        self.moves.append(made)

    def dismiss(self, opinion: UUID) -> None:
        """Take an opinion out of the inbox."""
        self.moves.append(
            lambda: opinions.dismiss(
                self.world.runtime, opinion, self.world.actor("V1", "leader"), "重复。",
                render=lambda _: StoredResponse(200, b""), request_id="test",
            )
        )  # fmt: skip

    def sweep(self) -> None:
        """Let the clock look at all tickets."""
        self.moves.append(lambda: sweep(self.world.runtime))

    async def run(self, made: Move) -> None:
        """Make a move; a refusal is an answer."""
        try:
            await made()
        except Refusal as refusal:
            self.refused.append(refusal)

    async def lost(self) -> dict[UUID, UUID | None]:
        """Opinions that are not where the moves that were answered with success put them."""
        before = await self._before()
        return {id_: at for id_, at in (await places(self.world)).items() if at != self._end(before[id_])}

    async def _before(self) -> dict[UUID, UUID | None]:
        """Where each opinion was first, as it was told."""
        rows = await self.world.runtime.database.pool.fetch(
            "SELECT DISTINCT ON (opinion_id) opinion_id, (data ->> 'ticket_id')::uuid AS ticket_id FROM events"
            " WHERE opinion_id IS NOT NULL ORDER BY opinion_id, type <> 'opinion.attached', n"
        )
        return {row["opinion_id"]: row["ticket_id"] for row in rows}

    def _end(self, ticket: UUID | None) -> UUID | None:
        seen = set[UUID | None]()
        while ticket in self.merged and ticket not in seen:
            seen.add(ticket)
            ticket = self.merged[ticket]
        return ticket


# -- Shapes ------------------------------------------------------------------------------------------------------------


def pair(round_: Round) -> None:
    """Two into each other."""
    round_.merge(0, 1)
    round_.merge(1, 0)


def crossing(round_: Round) -> None:
    """One into another that is merged into a third."""
    round_.merge(0, 1)
    round_.merge(1, 2)


def ring(round_: Round) -> None:
    """Three in a ring."""
    for first in range(3):
        round_.merge(first, (first + 1) % 3)


def chain(round_: Round) -> None:
    """Four in a row."""
    for first in range(3):
        round_.merge(first, first + 1)


def funnel(round_: Round) -> None:
    """Two into a third that is merged into a fourth."""
    round_.merge(0, 2)
    round_.merge(1, 2)
    round_.merge(2, 3)


def fork(round_: Round) -> None:
    """One into two others, of which one is merged into the other."""
    round_.merge(0, 1)
    round_.merge(0, 2)
    round_.merge(1, 2)


def beside_an_end(round_: Round) -> None:
    """Into a ticket that is rejected, or merged on, at that moment."""
    round_.merge(0, 1)
    round_.act(1, "V1", "leader", "reject", reason_code="private", reason="属私事。")
    round_.merge(1, 2)


def beside_a_move(round_: Round) -> None:
    """Into a ticket that is given out at that moment and merged on, while somebody comments on the first."""
    round_.merge(0, 1)
    round_.act(1, "V1", "leader", "dispatch", unit_id=round_.world.id("V1"))
    round_.merge(1, 2)
    round_.act(0, "V1", "leader", "comment", text="在办。")


def beside_the_clock(round_: Round) -> None:
    """The clock looks at every ticket of a chain."""
    chain(round_)
    round_.sweep()


async def closed(world: World, ticket: UUID) -> None:
    """Bring a fresh ticket of V1 to its end."""
    leader, handler = world.actor("V1", "leader"), world.actor("V1")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, handler, "sign")
    await move(world, ticket, handler, "resolve", outcome="solved", reply="已办。")
    await move(world, ticket, leader, "audit_pass")
    await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True, satisfaction=5)


async def beside_reopening(round_: Round) -> None:
    """Into a closed ticket that is reopened at that moment, and merged on; a merged one stays merged."""
    await closed(round_.world, round_.tickets[1])
    round_.worth_another_try = (ValidationFailed, TransitionNotAllowed)
    round_.act(1, "K1", "office", "reopen", reason="又坏了。")
    crossing(round_)
    round_.act(0, "K1", "office", "reopen", reason="又坏了。")


async def beside_forming(round_: Round) -> None:
    """A ticket is formed, and merged, while its opinion is dismissed, or taken by another one."""
    opinion, ticket = await an_inbox_opinion(round_.world), new_id()
    round_.worth_another_try = (NotFound,)
    round_.form(opinion, ticket)
    round_.form(opinion, new_id())
    round_.dismiss(opinion)
    round_.merge_tickets(ticket, round_.tickets[0])
    round_.merge(0, 1)


SHAPES: Final[dict[str, Callable[[Round], Awaitable[None] | None]]] = {
    shape.__name__: shape
    for shape in (
        pair, crossing, ring, chain, funnel, fork, beside_an_end, beside_a_move, beside_the_clock, beside_reopening,
        beside_forming,
    )
}  # fmt: skip


# -- Races -------------------------------------------------------------------------------------------------------------


async def formed_tickets(world: World, count: int) -> list[UUID]:
    """Tickets of V1 with an opinion each, all at once."""
    leader, unit = world.actor("V1", "leader"), world.units["V1"]
    async with world.runtime.database.transaction() as connection:
        now, rules = (
            await read_now(connection),
            await read_rules(world.runtime, connection, await in_force(connection)),
        )
        arrived = [
            NewOpinion(
                id=new_id(), unit_id=unit.id, unit_path=unit.path, title="路灯坏了", content="村口的路灯坏了三天。",
                category=None, suggested_categories=(), source="visit", confidential=False, sketch=(),
                text_hash=0, bands=(),
                citizen_name=None, contact=None, contact_masked=None, contact_index=None, place=None,
                source_system=None, external_ref=None, submitted_at=None,
                received_at=now, received_by="test",
            )
            for _ in range(count)
        ]  # fmt: skip
        await insert_opinions(connection, arrived, by=leader, request_id="test")
        tickets = [
            NewTicket(
                id=new_id(), number=f"V1-{one.id.hex}", origin=unit, title=one.title, content=one.content,
                category=None, urgency="routine", difficulty="simple", source="visit", key_task=False,
                confidential=False, accused=None, source_system=None, external_ref=None, opinion_ids=(one.id,),
                above=world.above("V1"),
            )
            for one in arrived
        ]  # fmt: skip
        made = [form_ticket(ticket, leader, rules, request_id="test", now=now) for ticket in tickets]
        assert await apply(connection, made) == {ticket.id for ticket in tickets}
    return [ticket.id for ticket in tickets]


async def a_round(world: World, shape: str) -> Round:
    """Four fresh tickets, and the moves of a shape."""
    round_ = Round(world, await formed_tickets(world, 4))
    if (prepared := SHAPES[shape](round_)) is not None:
        await prepared
    if shape == "beside_the_clock":
        await world.runtime.database.pool.execute("UPDATE tickets SET wake_at = created_at WHERE is_open")
    return round_


async def race(round_: Round, *, held: bool) -> None:
    """Make all moves at once.

    `held`: somebody else has locked the tickets until each move waits for them, in an order by chance. So each has
    read what it goes by, and begun to write, before any other has written.
    """
    moves = random.sample(round_.moves, len(round_.moves))
    if not held:
        await asyncio.gather(*(round_.run(made) for made in moves))
        return
    await queue(round_, moves, round_.tickets)


async def queue(round_: Round, moves: Sequence[Move], tickets: Sequence[UUID]) -> None:
    """Let the moves wait for some tickets in this order, then let them go. Who waits for one ticket gets it in turn."""
    tasks: list[asyncio.Task[None]] = []
    async with holding(round_.world, tickets):
        for made in moves:
            before = await waiting(round_.world)
            tasks.append(asyncio.create_task(round_.run(made)))
            looks = _FEW_LOOKS if round_.worth_another_try else _MANY_LOOKS
            await until_it_waits(round_.world, tasks[-1], before=before, looks=looks)
    await asyncio.gather(*tasks)


@asynccontextmanager
async def holding(world: World, tickets: Sequence[UUID]) -> AsyncIterator[Connection]:
    """Lock tickets for a while, and the inbox."""
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SELECT FROM tickets WHERE id = ANY ($1::uuid[]) FOR UPDATE", tickets)
        await connection.raw.execute("SELECT FROM opinions WHERE status = 'inbox' FOR UPDATE")
        yield connection


async def waiting(world: World) -> int:
    """How many connections to this database wait for a lock."""
    return int(
        await world.runtime.database.pool.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
    )


async def until_it_waits(world: World, task: asyncio.Task[None], *, before: int, looks: int = _MANY_LOOKS) -> None:
    """Or is over; or has been looked at often enough: it may have to wait for something that comes later."""
    for _ in range(looks):
        if task.done() or await waiting(world) > before:
            return
        await asyncio.sleep(0.002)
