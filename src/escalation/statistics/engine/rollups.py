"""How do roll-ups keep up with what happens? A worker counts behind the log, in batches; moves write nothing for it."""

from datetime import datetime
from typing import Final

from prometheus_client import Counter, Gauge

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import Runtime
from escalation.statistics.storage.rollup_counting import Counted, count_on, read_progress
from escalation.tickets.usecases.rules import CALENDAR

BATCH: Final = 1_000
REST: Final = 5.0
"""Seconds between two looks: the longer, the more often a ticket that changes several times is counted once."""

_AGE = Gauge("escalation_rollups_age_seconds", "How long ago what roll-ups tell of was true, when last looked.")
_WHOLE = Gauge("escalation_rollups_complete", "1: all tickets are counted in roll-ups; 0: they are being counted anew.")
_TICKETS = Counter("escalation_rollups_tickets_total", "Tickets that were counted for roll-ups, again or at first.")


async def step(runtime: Runtime) -> bool:
    """Count a batch; whether there may be more."""
    async with runtime.database.connection() as connection:
        counted = await count_batch(runtime, connection, BATCH)
        progress, now = await read_progress(connection), await read_now(connection)
    _TICKETS.inc(counted.tickets)
    if progress is not None:
        _AGE.set(_seconds(now, progress.as_of))
        _WHOLE.set(progress.walked_to is None)
    return counted.has_more


async def count_batch(runtime: Runtime, connection: Connection, limit: int) -> Counted:
    """Go on by at most so many events and tickets; days are those of the calendar in force."""
    versions = await in_force(connection)
    zone = (await runtime.documents.get(connection, CALENDAR, versions.calendar)).base.zone
    async with connection.transaction():
        return await count_on(connection, zone.key, limit)


def _seconds(now: datetime, as_of: datetime) -> float:
    return max(0.0, (now - as_of).total_seconds())
