"""How do roll-ups come to be right (roll-up counting)? A batch after the other, behind the log; or all of it anew."""

from collections.abc import Callable
from typing import Final

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.statistics.storage import rollup_counting
from escalation.statistics.storage.rollup_counting import Counted, count_on

BATCH: Final = 4_000


async def count_batch(runtime: Runtime, connection: Connection, limit: int = BATCH) -> Counted:
    """Go on by at most so many events and tickets; days are those of the calendar in force."""
    zone = (await calendars_in_force(runtime, connection)).base.zone
    async with connection.transaction():
        return await count_on(connection, zone.key, limit)


async def rebuild_rollups(runtime: Runtime, *, progress: Callable[[int, int], None], limit: int = BATCH) -> int:
    """Count every ticket anew, beginning with nothing, and say how many there were.

    Others may work meanwhile, and reports count ticket by ticket. Interrupted, a worker goes on where this was. Raises
    `DatabaseUnavailable`.
    """
    async with runtime.database.connection() as connection:
        total = await rollup_counting.count_tickets(connection)
        async with connection.transaction():
            await rollup_counting.discard(connection)
        done, has_more = 0, True
        while has_more:
            counted = await count_batch(runtime, connection, limit)
            done, has_more = done + counted.walked, counted.has_more
            progress(done, max(total, done))
    return done
