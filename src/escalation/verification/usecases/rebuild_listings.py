"""Rebuild listings: put every ticket into the lists it belongs in, and derive its breaches from its history.

Needed after rows were restored with triggers switched off; `escalation verify` tells.
"""

from collections.abc import Callable

from escalation.kit.runtime.context import Runtime
from escalation.tickets.storage.breaches import rebuild_breaches
from escalation.tickets.storage.ticket_listings import rebuild_listings
from escalation.verification.storage import invariants

CHUNK = 1_000

Progress = Callable[[int, int], None]


async def rebuild(runtime: Runtime, *, progress: Progress, chunk: int = CHUNK) -> int:
    """Derive the rows of all tickets anew, `chunk` in a transaction, and say how many tickets there are.

    Safe to run while others work, to stop and to repeat. Raises `DatabaseUnavailable`.
    """
    async with runtime.database.connection() as connection:
        total, done, after = await invariants.count_tickets(connection), 0, invariants.FIRST
        while after != invariants.LAST:
            span = await invariants.next_span_of_tickets(connection, after, chunk)
            async with connection.transaction():
                await rebuild_listings(connection, span.after, span.upto)
                await rebuild_breaches(connection, span.after, span.upto)
            done, after = done + span.count, span.upto
            progress(done, max(total, done))
    return done
