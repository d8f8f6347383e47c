"""What does retention throw away of the desk? Drafts that nobody has gone on with for a month."""

from typing import Final

from escalation.desk.domain.drafts import KEPT_FOR
from escalation.desk.storage.drafts import forget_drafts
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime

CHUNK: Final = 1_000


async def step(runtime: Runtime) -> bool:
    """Throw away some; whether there may be more."""
    async with runtime.database.connection() as connection:
        before = await read_now(connection) - KEPT_FOR
        return await forget_drafts(connection, before, CHUNK) == CHUNK
