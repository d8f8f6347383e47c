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
from escalation.tickets.storage.imported_history import KnownTicket, find_known

AT_ONCE: Final = 50
"""Tickets that one statement writes: their rows are made in the event loop."""


async def import_tickets(
    connection: Connection, past: Sequence[PastTicket], units: Mapping[str, Unit], actor: Actor, rules: Rules, *,
    request_id: str,
) -> dict[str, KnownTicket | UUID]:  # fmt: skip
    """For each external reference the ticket that was written, or what was known under it before.

    All are of one source system; of several with one reference the first is written. Raises `DuplicateExternalRef` if
    somebody takes one of the references by a request at the same moment.
    """
    if not past:
        return {}
    known = await find_known(connection, past[0].source_system, [each.external_ref for each in past])
    now = await read_now(connection)

    # In a thread: sealing events takes a millisecond a ticket, for which deadlines are not kept waiting.
    def decide() -> tuple[dict[str, KnownTicket | UUID], list[Decision]]:
        came: dict[str, KnownTicket | UUID] = {**known}
        decisions = []
        for each in past:
            if each.external_ref not in came:
                came[each.external_ref] = id_ = new_id()
                decisions.append(import_ticket(each, units, actor, rules, id_=id_, request_id=request_id, now=now))
        return came, decisions

    came, decisions = await asyncio.to_thread(decide)
    for start in range(0, len(decisions), AT_ONCE):
        await apply(connection, decisions[start : start + AT_ONCE])
    return came
