"""Seal what is there: rows that are older than seals, as they are now. In batches; interrupted, it goes on from there.

Needs the rights of the owner of the tables. What others write meanwhile is sealed as they write it.
"""

from collections.abc import Sequence

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.row_digests import pack
from escalation.verification.domain.sealed_rows import Difference, differences
from escalation.verification.storage import invariants, logs, registers, sealing
from escalation.verification.storage.histories import History, read_histories
from escalation.verification.storage.registers import REGISTERS, Register

CHUNK = 1_000


async def seal_what_is_there(runtime: Runtime, *, chunk: int = CHUNK) -> int:
    """Seal all that is older than seals, and note that nothing is any more; how many lines that took."""
    async with runtime.database.connection() as connection:
        sealed = await _seal_tickets(connection, chunk)
        sealed += await _seal_events(connection, chunk)
        for register in REGISTERS:
            sealed += await _seal_register(connection, register, chunk)
    return sealed


async def _seal_tickets(connection: Connection, chunk: int) -> int:
    """Of tickets it is noted what all their rows are after their last event."""
    if await registers.is_all_sealed(connection, "tickets"):
        return 0
    sealed, after = 0, await sealing.last_sealed_ticket(connection)
    while after != invariants.LAST:
        async with connection.raw.transaction(isolation="repeatable_read"):
            span = await invariants.next_span_of_tickets(connection, after, chunk)
            histories = [each for each in await read_histories(connection, span) if _has_unsealed(each)]
            await sealing.seal_tickets(connection, [_baseline(each) for each in histories])
        sealed, after = sealed + len(histories), span.upto
    await registers.mark_all_sealed(connection, "tickets")
    return sealed


def _has_unsealed(history: History) -> bool:
    found = differences(history.ticket, history.events, history.rows, history.baselines)
    return any(difference is Difference.UNSEALED for difference, _ in found)


def _baseline(history: History) -> sealing.TicketSeal:
    ticket = history.ticket
    return sealing.TicketSeal(str(ticket.id), ticket.event_count, pack(ticket.salt, (ticket, *history.rows)))


async def _seal_events(connection: Connection, chunk: int) -> int:
    """Events of no ticket get the hash that they lack."""
    if await registers.is_all_sealed(connection, "events"):
        return 0
    sealed, head = 0, (await logs.read_heads(connection)).events
    for after in range(0, head, chunk):
        sealed += await sealing.hash_events(connection, after, min(after + chunk, head))
    sealed += await sealing.hash_unnumbered_events(connection)
    await registers.mark_all_sealed(connection, "events")
    return sealed


async def _seal_register(connection: Connection, register: Register, chunk: int) -> int:
    if await registers.is_all_sealed(connection, register.name):
        return 0
    sealed = 0
    after: Sequence[str] | None = None
    while True:
        async with connection.transaction():
            rows, after = await registers.next_rows(connection, register, after, chunk)
            keys = [row.key for row in rows if not row.is_sealed]
            # Opinions get their salt, and with the change a trigger seals them.
            await (
                sealing.salt_opinions(connection, keys)
                if register.name == "opinions"
                else registers.seal_rows(connection, register, keys)
            )
        sealed += len(keys)
        if after is None:
            break
    await registers.mark_all_sealed(connection, register.name)
    return sealed
