"""How do roll-ups keep up with what happens? A worker counts behind the log, in batches; moves write nothing for it."""

from typing import Final

from prometheus_client import Counter, Gauge

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.statistics.storage.rollup_counting import read_progress
from escalation.statistics.usecases.rollup_counting import count_batch

REST: Final = 5.0
"""Seconds between two looks: the longer, the more often a ticket that changes several times is counted once."""

_AGE = Gauge("escalation_rollups_age_seconds", "How long ago what roll-ups tell of was true, when last looked.")
_WHOLE = Gauge("escalation_rollups_complete", "1: all tickets are counted in roll-ups; 0: they are being counted anew.")
_TICKETS = Counter("escalation_rollups_tickets_total", "Tickets that were counted for roll-ups, again or at first.")


async def step(runtime: Runtime) -> bool:
    """Count a batch; whether there may be more."""
    async with runtime.database.connection() as connection:
        counted = await count_batch(runtime, connection)
        progress, now = await read_progress(connection), await read_now(connection)
    _TICKETS.inc(counted.tickets)
    _AGE.set(max(0.0, (now - progress.as_of).total_seconds()))
    _WHOLE.set(progress.walked_to is None)
    return counted.has_more
