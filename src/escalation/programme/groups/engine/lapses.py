"""What becomes of supervision groups whose period is over (lapses)? It is told, once; their posts have ended anyway."""

from typing import Final

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.programme.groups.storage.supervision_groups import lapse_groups

CHUNK: Final = 500


async def step(runtime: Runtime) -> bool:
    """Tell of groups that are over; whether there may be more."""
    async with runtime.database.connection() as connection:
        return await lapse_groups(connection, await read_now(connection), CHUNK) == CHUNK
