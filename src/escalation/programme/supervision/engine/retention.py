"""How long is kept what checks found (retention)? As long as words are kept elsewhere, by the day of the check."""

from typing import Final

import structlog

from escalation.kit.runtime.context import Runtime
from escalation.programme.supervision.storage.erasing import erase_by_age

BATCH: Final = 200
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was kept long enough; whether there may be more."""
    if runtime.kept.words is None:
        return False
    async with runtime.database.transaction() as connection:
        done = await erase_by_age(connection, runtime.kept.words, BATCH)
    if done:
        _log.info("checks_kept_long_enough", checks=done)
    return done == BATCH
