"""How do many tickets change at somebody's word? One move for all of them, each decided by itself (batch transition).

Whatever is refused for one ticket says so in its line and stops no other. All that is written, and the answer that a
repetition is told, are written in one transaction: who is cut off in the middle has changed nothing, and repeats.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import InternalError, NotFound, Refusal, StaleVersion
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.storage.apply import REFUSED, apply
from escalation.tickets.storage.situations import Reading, read_situations
from escalation.tickets.storage.ticket_locks import lock_tickets
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.transition import ATTEMPTS, named_by

Moved = Ticket | Refusal
"""What became of one ticket: the ticket as the move left it, or why it was not moved."""
Render = Callable[[Sequence[tuple[UUID, Moved]]], StoredResponse]
Versions = Mapping[UUID, int | None]
"""The tickets of a batch, and the versions they are to be decided on; `None` for any."""
MOST: Final = 100
"""Tickets of one batch."""


async def transition_all(
    runtime: Runtime, versions: Versions, actor: Actor, command: Command, *,
    render: Render, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Make a move of every ticket that it can be made of. Five round trips for all of them, not for each.

    Whoever changes one of them is waited for, whoever comes later waits; mergers are made one by one. `once`: repeated,
    the same answer is given and nothing is done. Raises `IdempotencyKeyInUse` and `IdempotencyKeyReused`; the answer
    has what is refused.
    """

    async def work(connection: Connection) -> StoredResponse:
        batch = _Batch(runtime, connection, versions, actor, command)
        return render(await batch.outcomes())

    return await do_once(runtime, once, work)


async def move_within(
    runtime: Runtime, connection: Connection, ticket_id: UUID, actor: Actor, command: Command
) -> Moved:
    """Move one ticket in a transaction of the caller's, for what is written only along with the move.

    What is refused is said, not raised: the transaction goes on as if nothing had been tried.
    """
    ((_, moved),) = await _Batch(runtime, connection, {ticket_id: None}, actor, command).outcomes()
    return moved


@dataclass(frozen=True, slots=True)
class _Batch:
    runtime: Runtime
    connection: Connection
    versions: Versions
    actor: Actor
    command: Command

    async def outcomes(self) -> list[tuple[UUID, Moved]]:
        """One for each ticket, in the order in which they were named."""
        into = self.command.uuid("into_ticket_id")
        # Two batches that each try again what the other one has changed would wait for each other.
        await lock_tickets(self.connection, self.actor, {*self.versions, *([into] if into else ())})
        found: dict[UUID, Moved] = {}
        for attempt in range(ATTEMPTS):
            left = [id_ for id_ in self.versions if id_ not in found]
            # What is read with others is left out while its unit moves, and without the ticket to merge into.
            is_together = not attempt and into is None
            for ids in [left] if is_together else [[id_] for id_ in left]:
                found |= await self._moved(ids)
        return [(id_, found.get(id_, StaleVersion())) for id_ in self.versions]

    async def _moved(self, ids: Sequence[UUID]) -> dict[UUID, Moved]:
        """What became of those that are decided; the others have to be read again."""
        readings = await read_situations(self.connection, ids, self.actor, named_by(self.command, None)) if ids else []
        found: dict[UUID, Moved] = {}
        decisions: list[Decision] = []
        for reading in readings:
            try:
                decisions.append(await self._decision(reading))
            except Refusal as refusal:
                found[reading.situation.ticket.id] = refusal
        if len(ids) == 1 and not readings:
            found[ids[0]] = NotFound()
        return found | await self._written(decisions)

    async def _decision(self, reading: Reading) -> Decision:
        ticket = reading.situation.ticket
        expected = self.versions[ticket.id]
        if expected is not None and expected != ticket.version:
            raise StaleVersion
        rules = await read_rules(self.runtime, self.connection, reading.versions, into=reading.into)
        return decide(reading.situation, self.actor, self.command, rules)

    async def _written(self, decisions: Sequence[Decision]) -> dict[UUID, Moved]:
        """All at once; or one by one if the database refuses one of them, to find out which."""
        try:
            done = await apply(self.connection, decisions)
        except REFUSED:
            done = frozenset()
        found: dict[UUID, Moved] = {each.ticket.id: each.ticket for each in decisions if each.ticket.id in done}
        for each in decisions if not done else ():
            try:
                if await apply(self.connection, [each]):
                    found[each.ticket.id] = each.ticket
            except REFUSED as error:
                found[each.ticket.id] = error if isinstance(error, Refusal) else InternalError()
        return found
