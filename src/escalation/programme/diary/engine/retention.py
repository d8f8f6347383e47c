"""How long is kept what a diary says (retention)? As long as contacts and words are kept elsewhere, by its own day."""

from typing import Final

import structlog

from escalation.kit.runtime.context import Runtime
from escalation.programme.diary.storage.erasing import erase_by_age

BATCH: Final = 200
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was kept long enough; whether there may be more."""
    if not runtime.kept.ends:
        return False
    async with runtime.database.transaction() as connection:
        done = await erase_by_age(connection, runtime.kept, BATCH)
    if done:
        _log.info("diary_kept_long_enough", entries=len(done))
    return len(done) == BATCH
