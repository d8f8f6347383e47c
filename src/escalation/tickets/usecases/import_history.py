"""How do tickets that another system has closed get in (imported history)? Many at once, through the one door."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.imported_history import PastTicket, import_ticket
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.imported_history import KnownTicket, find_known, hold_back_imports

AT_ONCE: Final = 50
"""Tickets that one statement writes: their rows are made in the event loop."""


async def import_tickets(
    connection: Connection, past: Sequence[PastTicket], units: Mapping[str, Unit], actor: Actor, rules: Rules, *,
    request_id: str,
) -> dict[str, KnownTicket | UUID]:  # fmt: skip
    """For each external reference the ticket that was written, or what was known under it before.

    All are of one source system; of several with one reference the first is written. Other imports from it wait until
    the transaction ends. Raises `DuplicateExternalRef` if somebody takes one of the references by a request at the same
    moment.
    """
    if not past:
        return {}
    await hold_back_imports(connection, past[0].source_system)
    came = await judge_tickets(connection, past)
    now = await read_now(connection)

    # In a thread: sealing events takes a millisecond a ticket, for which deadlines are not kept waiting.
    def decide() -> list[Decision]:
        firsts = {each.external_ref: each for each in reversed(past)}
        new = [(firsts[ref], id_) for ref, id_ in came.items() if isinstance(id_, UUID)]
        return [import_ticket(each, units, actor, rules, id_=id_, request_id=request_id, now=now) for each, id_ in new]

    decisions = await asyncio.to_thread(decide)
    for start in range(0, len(decisions), AT_ONCE):
        await apply(connection, decisions[start : start + AT_ONCE])
    return came


async def judge_tickets(connection: Connection, past: Sequence[PastTicket]) -> dict[str, KnownTicket | UUID]:
    """For each external reference what is known under it, or the id of a ticket to be written.

    Writes nothing, and waits for nobody. All are of one source system.
    """
    if not past:
        return {}
    known = await find_known(connection, past[0].source_system, [each.external_ref for each in past])
    return {each.external_ref: known.get(each.external_ref) or new_id() for each in past}
