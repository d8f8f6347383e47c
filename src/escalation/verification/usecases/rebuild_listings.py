"""Rebuild listings: derive anew what the database keeps by triggers, for every ticket and every opinion.

Who lists a ticket and by which words it is found, its breaches, who decides what is asked about it, what rows of the
ledger know of it, who lists an opinion, and where contact points lie. Needed after rows were restored with triggers
switched off; `escalation verify` tells.
"""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage.opinion_listings import rebuild_opinion_listings
from escalation.programme.contact_points.storage.places_kept import rebuild_places
from escalation.programme.ledger.storage.ticket_dates import rebuild_ticket_dates
from escalation.tickets.storage.breaches import rebuild_breaches
from escalation.tickets.storage.request_deciders import rebuild_deciders
from escalation.tickets.storage.ticket_listings import rebuild_listings
from escalation.tickets.storage.ticket_words import rebuild_words
from escalation.verification.storage import invariants

CHUNK = 1_000

Progress = Callable[[int, int], None]

OF_TICKETS: Final = (rebuild_listings, rebuild_breaches, rebuild_words, rebuild_deciders, rebuild_ticket_dates)
"""The first locks the tickets for those that follow."""

OF_OPINIONS: Final = (rebuild_opinion_listings,)
"""After all tickets: an opinion is listed by those who list its ticket."""

OF_CONTACT_POINTS: Final = (rebuild_places,)

_Rebuild = Callable[[Connection, UUID, UUID], Awaitable[None]]
_NextSpan = Callable[[Connection, UUID, int], Awaitable[invariants.IdRange]]


async def rebuild(runtime: Runtime, *, progress: Progress, chunk: int = CHUNK) -> int:
    """Derive the rows of all tickets and opinions anew, `chunk` in a transaction, and say how many tickets there are.

    Safe to run while others work, to stop and to repeat. Raises `DatabaseUnavailable`.
    """
    async with runtime.database.connection() as connection:
        total = await invariants.count_tickets(connection) + await invariants.count_opinions(connection)

        def told(done: int) -> None:
            progress(done, max(total, done))

        tickets = await _rebuilt(connection, invariants.next_span_of_tickets, OF_TICKETS, chunk, told)
        await _rebuilt(
            connection, invariants.next_span_of_opinions, OF_OPINIONS, chunk, lambda done: told(tickets + done)
        )
        await _rebuilt(
            connection, invariants.next_span_of_contact_points, OF_CONTACT_POINTS, chunk, lambda _: told(total)
        )
    return tickets


async def _rebuilt(
    connection: Connection,
    next_span: _NextSpan,
    rebuilds: tuple[_Rebuild, ...],
    chunk: int,
    told: Callable[[int], None],
) -> int:
    done, after = 0, invariants.FIRST
    while after != invariants.LAST:
        span = await next_span(connection, after, chunk)
        async with connection.transaction():
            for derived in rebuilds:
                await derived(connection, span.after, span.upto)
        done, after = done + span.count, span.upto
        told(done)
    return done
