"""What becomes of supervision groups whose period is over (lapses)? It is told, once; their posts have ended anyway."""

from functools import partial
from typing import Final

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.groups.storage.supervision_groups import LAPSES, lapse_groups, lock_over

CHUNK: Final = 500


async def step(runtime: Runtime) -> bool:
    """Tell of groups that are over; whether there may be more."""
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        over = await lock_over(connection, now, CHUNK)
        await in_parts(connection, LAPSES, over, partial(lapse_groups, connection, now=now))
    return len(over) == CHUNK
